package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.git.Histories.Came;
import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult.DbtError;
import dev.nightshift.workflows.values.Privacy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A project as it is and as it was before the commit of that day, and the night after. */
final class ChangedNight {
  private static final Came BY = new Came("0a1b2c3d4e", "Tidy up", "Robin", Instant.EPOCH);

  private final Path folder;
  private final List<Earlier> came = new ArrayList<>();

  ChangedNight(Path folder) {
    this.folder = folder;
  }

  /** A file that the commit left as it was. */
  ChangedNight file(String path, String text) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return this;
  }

  /** A file that the commit changed, or brought where {@code was} is null. */
  ChangedNight file(String path, String text, String was) throws IOException {
    came.add(new Earlier(path, was, was == null, BY));
    return file(path, text);
  }

  /** The one cause of a node's error. */
  Cause failing(String node, String message, String script, Part... parts) throws SQLException {
    return only(List.of(new Outcome(node, "error", message, 0)), List.of(), script, parts);
  }

  /** The one cause of which dbt ran nothing. */
  Cause stopped(String message, String script, Part... parts) throws SQLException {
    return only(List.of(), List.of(new DbtError("", "", 0, message)), script, parts);
  }

  private Cause only(List<Outcome> failing, List<DbtError> stopped, String script, Part... parts)
      throws SQLException {
    Map<String, Part> byId = new LinkedHashMap<>();
    for (Part part : parts) {
      byId.put(part.id(), part);
    }
    RunFacts run =
        new RunFacts(
            "s", "s", "i", "build", "1.12.6", "duckdb", "", failing, null, byId, null, null,
            stopped);
    Lately lately = new Lately(true, List.of(BY), came);
    try (DuckDbFile production = DuckDbFile.of(script)) {
      List<Cause> causes =
          Rules.judge(
              new Gathering(
                      run,
                      new Entries(null),
                      production,
                      folder,
                      since -> lately,
                      Privacy.standard())
                  .facts());
      assertEquals(1, causes.size(), causes::toString);
      return causes.get(0);
    }
  }

  /** A model by its text, which reads these; of what dbt compiles of it only names differ. */
  static Part model(String name, String materialized, String raw, String... parents) {
    String compiled =
        raw.replaceAll("\\{\\{ ref\\(['\"](\\w+)['\"]\\) \\}\\}", "\"dw\".\"$1\"")
            .replaceAll(
                "\\{\\{ source\\(['\"](\\w+)['\"], ['\"](\\w+)['\"]\\) \\}\\}", "\"$1\".\"$2\"");
    Part part =
        Parts.part(
            "model.s." + name,
            "model",
            "dw",
            name,
            Map.of(),
            materialized,
            List.of(parents),
            compiled,
            null);
    return new Part(
        part.id(),
        "model",
        name,
        "s",
        part.fqn(),
        part.path(),
        "",
        "dw",
        name,
        null,
        part.config(),
        part.dependsOn(),
        compiled,
        raw,
        "sql",
        null,
        "");
  }
}
