package dev.nightshift.starter.local;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The night that runs on this machine now, for commands that are typed in another terminal: they
 * find its server, its home and its configuration without being told.
 */
public final class Running {
  private static final String FILE = "running.json";

  private Running() {}

  /** Notes the night of this process; gone with the process. */
  static void note(Home place, Home home, Path configuration, String temporal) throws IOException {
    Map<String, Object> note =
        Map.of(
            "pid", ProcessHandle.current().pid(),
            "home", home.root().toString(),
            "config", configuration.toAbsolutePath().toString(),
            "temporal", temporal);
    Files.createDirectories(place.root());
    Path file = place.root().resolve(FILE);
    Path fresh = Files.createTempFile(place.root(), FILE, ".new");
    Files.write(fresh, Converter.json().writeValueAsBytes(note));
    Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
  }

  static void forget(Home place) throws IOException {
    Files.deleteIfExists(place.root().resolve(FILE));
  }

  /**
   * The environment, completed by the night that runs. What a person set, or a {@code
   * nightshift.yml} in their folder, comes first.
   */
  public static Map<String, String> complete(Map<String, String> environment, Path folder) {
    Path file = Home.of(environment).root().resolve(FILE);
    if (environment.containsKey("TEMPORAL_ADDRESS")
        || environment.containsKey("NIGHTSHIFT_CONFIG")
        || Files.exists(folder.resolve("nightshift.yml"))
        || !Files.isRegularFile(file)) {
      return environment;
    }
    try {
      JsonNode note = Converter.json().readTree(Files.readString(file, StandardCharsets.UTF_8));
      if (ProcessHandle.of(note.path("pid").asLong()).isEmpty()) {
        return environment;
      }
      Map<String, String> completed = new HashMap<>(environment);
      completed.put("NIGHTSHIFT_HOME", note.path("home").asText());
      completed.put("NIGHTSHIFT_CONFIG", note.path("config").asText());
      completed.put("TEMPORAL_ADDRESS", note.path("temporal").asText());
      return completed;
    } catch (IOException unreadable) {
      // A note that cannot be read helps nobody, and its absence is the ordinary case.
      return environment;
    }
  }
}
