package dev.nightshift.activities.toolchain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tools that were provisioned, as {@code toolchain.json} lists them: found there or nowhere.
 */
public final class Toolchain {
  private final Path file;
  private final Map<String, Tool> tools;
  private final Set<String> absent;

  private Toolchain(Path file, Map<String, Tool> tools, Set<String> absent) {
    this.file = file;
    this.tools = tools;
    this.absent = absent;
  }

  /** Reads the list; a home without one has no tools. */
  public static Toolchain of(Home home) {
    Path file = home.toolchain();
    Map<String, Tool> tools = new LinkedHashMap<>();
    Set<String> absent = new HashSet<>();
    if (Files.exists(file)) {
      for (Map.Entry<String, JsonNode> part : parts(file).properties()) {
        if (part.getValue().has("absent")) {
          absent.add(part.getKey());
        } else {
          tools.put(part.getKey(), tool(part.getKey(), part.getValue()));
        }
      }
    }
    return new Toolchain(file, tools, absent);
  }

  public Optional<Tool> tool(String name) {
    return Optional.ofNullable(tools.get(name));
  }

  /** Whether provisioning tried for it in vain, so that the product must do without. */
  public boolean doesWithout(String name) {
    return absent.contains(name);
  }

  /** A tool that the product cannot do without. */
  public Tool required(String name) {
    return tool(name)
        .orElseThrow(
            () ->
                ErrorKind.NOT_FOUND.failure(
                    name
                        + " is not in "
                        + file
                        + "; ./nightshift toolchain ensure provisions it."));
  }

  private static JsonNode parts(Path file) {
    try {
      return Converter.json().readTree(Files.readAllBytes(file)).path("parts");
    } catch (IOException cutOff) {
      throw ErrorKind.UNREADABLE.failure(
          file + " is not readable JSON; delete it and run ./nightshift toolchain ensure.", cutOff);
    }
  }

  private static Tool tool(String name, JsonNode part) {
    String python = part.path("python").asText("");
    return new Tool(
        name,
        Path.of(part.path("path").asText()),
        python.isEmpty() ? null : Path.of(python),
        part.path("version").asText());
  }

  /** A program, the Python it runs on (null when it is none of Python's), its version. */
  public record Tool(String name, Path path, Path python, String version) {}
}
