package dev.nightshift.activities.headless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.prompt.Quotation;
import dev.nightshift.workflows.durable.Converter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Answers an agent that asks whether it may. The cage is what holds it, so it may what can be done
 * in there; a no tells it, and whoever reads of it, what it would only have run against.
 */
record Permissions(Path folder, Path home, Consumer<String> refused) {
  private static final Set<String> WRITING = Set.of("edit", "delete", "move");
  private static final Path SCRATCH = Path.of("/tmp");
  private static final int LONGEST_TITLE = 200;

  JsonNode of(JsonNode asked) {
    JsonNode call = asked.path("toolCall");
    Optional<String> why = objection(call);
    Optional<String> yes = option(asked.path("options"), List.of("allow_once", "allow_always"));
    if (why.isEmpty() && yes.isPresent()) {
      return selected(yes.get());
    }
    refused.accept(title(call) + ": " + why.orElse("it offered no way to say yes"));
    return option(asked.path("options"), List.of("reject_once", "reject_always"))
        .map(Permissions::selected)
        .orElseGet(Permissions::cancelled);
  }

  private Optional<String> objection(JsonNode call) {
    String kind = call.path("kind").asText();
    if (kind.equals("fetch")) {
      return Optional.of("there is no network in the cage");
    }
    if (WRITING.contains(kind)) {
      for (JsonNode location : call.path("locations")) {
        String path = location.path("path").asText("");
        if (!path.isEmpty() && !isOurs(path)) {
          return Optional.of(Quotation.plain(path) + " is outside of the project");
        }
      }
    }
    return Optional.empty();
  }

  private boolean isOurs(String path) {
    try {
      Path meant = folder.resolve(path).normalize();
      return Stream.of(folder, home, SCRATCH).anyMatch(meant::startsWith);
    } catch (InvalidPathException nonsense) {
      return false;
    }
  }

  private static String title(JsonNode call) {
    String title = call.path("title").asText(call.path("kind").asText(""));
    String plain = Quotation.plain(title.isBlank() ? "a tool" : title).replace('\n', ' ');
    return plain.substring(0, Math.min(LONGEST_TITLE, plain.length()));
  }

  private static Optional<String> option(JsonNode options, List<String> kinds) {
    for (String kind : kinds) {
      for (JsonNode option : options) {
        if (option.path("kind").asText().equals(kind)) {
          return Optional.of(option.path("optionId").asText());
        }
      }
    }
    return Optional.empty();
  }

  private static ObjectNode selected(String option) {
    ObjectNode result = Converter.json().createObjectNode();
    result.putObject("outcome").put("outcome", "selected").put("optionId", option);
    return result;
  }

  static ObjectNode cancelled() {
    ObjectNode result = Converter.json().createObjectNode();
    result.putObject("outcome").put("outcome", "cancelled");
    return result;
  }
}
