package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.artifacts.MemoryBlobs;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Privacy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A run of a few nodes over a warehouse that a script makes, and the one cause of its failure. */
final class SmallNight {
  private SmallNight() {}

  static Cause only(RunFacts run, String script) throws SQLException {
    return only(run, script, new Entries(null));
  }

  static Cause only(RunFacts run, String script, Entries pages) throws SQLException {
    return only(run, script, pages, Path.of("none"));
  }

  /** Where the files of the project are of interest. */
  static Cause only(RunFacts run, String script, Entries pages, Path project) throws SQLException {
    try (DuckDbFile production = DuckDbFile.of(script)) {
      Gathering gathering =
          new Gathering(
              run, pages, production, project, since -> Lately.UNKNOWN, Privacy.standard());
      Facts facts = gathering.facts();
      List<Cause> causes = gathering.particulars(new MemoryBlobs()).of(Rules.judge(facts), facts);
      assertEquals(1, causes.size(), causes::toString);
      return causes.get(0);
    }
  }

  static RunFacts run(List<Outcome> failing, Part... parts) {
    Map<String, Part> byId = new LinkedHashMap<>();
    for (Part part : parts) {
      byId.put(part.id(), part);
    }
    return new RunFacts(
        "s", "s", "i", "build", "1.12.6", "duckdb", "", failing, null, byId, null, null, null);
  }
}
