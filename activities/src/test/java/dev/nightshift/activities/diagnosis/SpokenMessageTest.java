package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.activities.knowledge.Entry.Match;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.Privacy;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page may be for a value that a message names; the value goes no further for that. */
class SpokenMessageTest {
  private static final String MESSAGE =
      "Conversion Error: Could not convert string 'N/A' to INT32, nor string '4711-kim'";

  private static final RunFacts RUN =
      SmallNight.run(
          List.of(new Outcome("model.s.stg", "error", MESSAGE, 0)),
          Parts.part(
              "model.s.stg", "model", "dw", "stg", Map.of(), "view", List.of(), "select 1", null));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Could not convert string 'N/A'",
        "Could not convert string '[A-Z/]+' to INT32",
        "Conversion Error: Could not convert string"
      })
  void a_page_for_what_the_whole_message_says_is_its_fix(String message) throws SQLException {
    Cause cause = SmallNight.only(RUN, "select 1", page(message));
    assertEquals("documented_fix", cause.kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Could not convert string 'TBD'", "convert string '[0-9]+' to INT32"})
  void a_page_for_another_value_is_not(String message) throws SQLException {
    assertNotEquals("documented_fix", SmallNight.only(RUN, "select 1", page(message)).kind());
  }

  @Test
  void of_the_values_nothing_is_kept_that_no_page_names() throws Exception {
    try (DuckDbFile production = DuckDbFile.of("select 1")) {
      Facts facts =
          new Gathering(
                  RUN,
                  page("string '[A-Z/]+' to INT32"),
                  production,
                  Path.of("none"),
                  since -> Lately.UNKNOWN,
                  Privacy.standard())
              .facts();
      String kept = Converter.json().writeValueAsString(facts);
      assertFalse(kept.contains("4711-kim"), kept);
      assertFalse(kept.contains("N/A"), kept);
      Facts read = Converter.json().readValue(kept, Facts.class);
      assertTrue(read.failed().get(0).message().contains("string '…'"), kept);
      assertEquals(List.of("string '[A-Z/]+' to INT32"), read.failed().get(0).said());
    }
  }

  private static Entries page(String message) {
    return new Entries(
        List.of(
            new Entry(
                "na.md",
                "No answer",
                List.of(),
                "",
                "v",
                new Match("", "", message, "", List.of()),
                new DocumentedChange("dbt_project.yml", "vars.empty", "add", "N A"),
                "")));
  }
}
