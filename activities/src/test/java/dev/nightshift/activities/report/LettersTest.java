package dev.nightshift.activities.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.RunFacts.Said;
import dev.nightshift.activities.edit.MemoryBlobs;
import dev.nightshift.activities.rows.KeptRows;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Privacy;
import dev.nightshift.workflows.values.Privacy.Rows;
import dev.nightshift.workflows.values.ToldBefore;
import dev.nightshift.workflows.values.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LettersTest {
  private static final String DEPOTS = "Depots' desk <depots@larkspur.example>";

  private final MemoryBlobs blobs = new MemoryBlobs();
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final Cause duplicates =
      cause(
          "source_duplicates",
          "counts",
          Map.of("bad", "1180", "rows", "2700", "since", "2026-11-20 05:20:00+00"),
          new KeptRows(
              List.of(
                  new KeptRows.Column("count_id", true, false),
                  new KeptRows.Column("depot", false, false),
                  new KeptRows.Column("counted_by", false, true)),
              List.of(
                  List.of("c1", "Salem", "Perpetua"),
                  List.of("c1", "Salem", "Perpetua"),
                  List.of("c2", "Macon", "Barnaby"),
                  List.of("c3", "Macon", "Barnaby"),
                  List.of("c4", "Macon", "Barnaby")),
              true));

  LettersTest() {
    part(
        "source",
        "counts",
        "",
        new Said("", "What each depot counted. At night.", DEPOTS, "", null, null, null, null));
    part("source", "orders", "", new Said("", "", "", "", null, null, null, null));
    part("model", "stg_counts", "view", null, "source.s.raw.counts");
    part(
        "model",
        "fct_stock_on_hand",
        "table",
        new Said("", "By newest count.", "", "", null, null, null, null),
        "model.s.stg_counts");
    part(
        "exposure",
        "morning",
        "",
        new Said("Morning dashboard", "", "", "", null, null, null, null),
        "model.s.fct_stock_on_hand");
    part("model", "dim_built", "table", null, "model.s.stg_counts");
  }

  private void part(String type, String name, String materialized, Said said, String... parents) {
    String id = type.equals("source") ? "source.s.raw." + name : type + ".s." + name;
    parts.put(
        id,
        new Part(
            id,
            type,
            name,
            "s",
            null,
            null,
            null,
            "raw",
            name,
            null,
            Map.of("materialized", materialized),
            List.of(parents),
            null,
            null,
            null,
            null,
            null,
            said));
  }

  private Cause cause(String kind, String table, Map<String, String> details, KeptRows rows) {
    Map<String, String> all = new LinkedHashMap<>(details);
    all.put("source", "source.s.raw." + table);
    all.put("columns", "count_id");
    return new Cause(
        kind,
        Verdict.SOURCE,
        "source.s.raw." + table + ".count_id",
        List.of("test.s.unique_" + table),
        "select from",
        rows == null
            ? List.of()
            : List.of(new Evidence("The rows", "select 1", "production", rows.keep(blobs))),
        all,
        null);
  }

  private List<Letter> letters(Rows rows, Map<String, String> owners, Cause... causes) {
    RunFacts run =
        new RunFacts(
            "shop",
            "s",
            "",
            "",
            "",
            "",
            "",
            List.of(new Outcome("test.s.x", "fail", "", 1)),
            List.of("model.s.fct_stock_on_hand", "exposure.s.morning"),
            parts,
            null,
            null,
            null);
    Privacy privacy = new Privacy(rows, null, null, null, null, null, null);
    Story story =
        new Story(
            "w",
            "shop",
            "1",
            "REPORT",
            "",
            null,
            List.of(causes),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            privacy,
            null,
            null);
    return new Letters(story, new Around(run, owners), blobs).all();
  }

  @Test
  void a_letter_says_what_since_when_which_what_waits_and_what_is_asked_in_plain_words() {
    Letter letter = letters(Rows.MASKED, Map.of(), duplicates).get(0);
    assertEquals(DEPOTS, letter.to());
    assertEquals(
        "shop: 1,180 entries delivered more than once in the table \"counts\"", letter.subject());
    assertEquals(
        """
        Hello,

        last night we could not use some of the data that you deliver. It cannot be put right on our side, so we ask for your help.

        What is wrong: In the table "counts" (What each depot counted), 1,180 values of "count_id" came more than once, where each should come once.

        Since when: Seen since 20 November 2026, 05:20 UTC, when the first copy came.

        Examples:
        - count_id c1
        - count_id c2
        - count_id c3

        What we ask: Please take out the copies that came later, and tell us what made them come.

        These wait for it, and show older figures until then:
        - Morning dashboard
        - Stock on hand: By newest count

        These were made with it, and may be wrong:
        - Built

        Thank you!

        The data team of shop
        """,
        letter.text());
  }

  @Test
  void an_owner_gets_one_letter_however_many_things_are_wrong() {
    Cause nulls = cause("source_nulls", "counts", Map.of("bad", "1", "rows", "2700"), null);
    List<Letter> letters = letters(Rows.MASKED, Map.of(), duplicates, nulls);
    assertEquals(1, letters.size(), letters.toString());
    assertEquals("shop: 2 things in the data that you deliver", letters.get(0).subject());
    assertTrue(
        letters.get(0).text().contains("\n2. 1 entry without \"count_id\""), letters.get(0).text());
    assertEquals(1, letters.get(0).text().split("These wait", -1).length - 1);
  }

  @Test
  void whom_the_project_does_not_name_the_configuration_may_and_else_nobody_is_guessed() {
    Cause orders = cause("late_source", "orders", Map.of("since", "2026-11-19T04:00:00Z"), null);
    Map<String, String> owners = Map.of("RAW.ord*", "shop@larkspur.example");
    assertEquals("shop@larkspur.example", letters(Rows.MASKED, owners, orders).get(0).to());
    assertEquals(DEPOTS, letters(Rows.MASKED, Map.of("raw", "x"), duplicates).get(0).to());
    Letter unnamed = letters(Rows.MASKED, Map.of(), orders).get(0);
    assertEquals("whoever delivers \"raw\"", unnamed.to());
    assertTrue(
        unnamed.text().contains("The newest that we have is of 19 November 2026, 04:00 UTC."),
        unnamed.text());
  }

  @Test
  void examples_show_what_the_policy_lets_a_letter_show_and_nothing_that_is_marked() {
    String full = letters(Rows.FULL, Map.of(), duplicates).get(0).text();
    assertTrue(full.contains("- count_id c1, depot Salem\n"), full);
    String none = letters(Rows.NONE, Map.of(), duplicates).get(0).text();
    assertFalse(none.contains("c1") || none.contains("xample"), none);
    for (Rows rows : Rows.values()) {
      String text = letters(rows, Map.of(), duplicates).get(0).text();
      assertFalse(text.contains("Perpetua") || text.contains("counted_by"), text);
    }
  }

  @Test
  void a_cause_that_is_no_matter_of_a_source_makes_no_letter() {
    assertEquals(List.of(), letters(Rows.MASKED, Map.of(), duplicates.with(Verdict.CODE, "")));
  }

  private Cause told(Cause cause, String written, boolean reminds) {
    return cause.withDetails(
        new ToldBefore("2026-11-12", "fix/shop/7", written, reminds).toDetails());
  }

  @Test
  void who_was_written_to_is_not_written_to_again_the_next_night() {
    Cause old = told(duplicates, "2026-11-18", false);
    assertEquals(List.of(), letters(Rows.MASKED, Map.of(), old));
    Cause nulls = cause("source_nulls", "counts", Map.of("bad", "1", "rows", "2700"), null);
    Letter letter = letters(Rows.MASKED, Map.of(), old, nulls).get(0);
    assertEquals("shop: 1 entry without \"count_id\" in the table \"counts\"", letter.subject());
    assertFalse(letter.text().contains("more than once"), "only what is new: " + letter.text());
  }

  @Test
  void who_was_never_written_to_gets_the_whole_letter_however_old_it_is() {
    Letter letter = letters(Rows.MASKED, Map.of(), told(duplicates, "", false)).get(0);
    assertEquals(letters(Rows.MASKED, Map.of(), duplicates).get(0), letter);
  }

  @Test
  void after_a_while_a_reminder_says_since_when_and_no_more_than_it_must() {
    Letter letter = letters(Rows.MASKED, Map.of(), told(duplicates, "2026-11-12", true)).get(0);
    assertEquals(DEPOTS, letter.to());
    assertEquals(
        "shop: reminder, 1,180 entries delivered more than once in the table \"counts\"",
        letter.subject());
    assertEquals(
        """
        Hello,

        this is a reminder: last night we still could not use some of the data that you deliver.

        What is wrong: In the table "counts" (What each depot counted), 1,180 values of "count_id" came more than once, where each should come once.

        Since when: Known since 12 November 2026.

        What we ask: Please take out the copies that came later, and tell us what made them come.

        Thank you!

        The data team of shop
        """,
        letter.text());
  }

  @Test
  void a_reminder_beside_something_new_is_a_paragraph_of_that_letter() {
    Cause nulls = cause("source_nulls", "counts", Map.of("bad", "1", "rows", "2700"), null);
    Letter letter =
        letters(Rows.MASKED, Map.of(), told(duplicates, "2026-11-12", true), nulls).get(0);
    assertEquals("shop: 2 things in the data that you deliver", letter.subject());
    assertTrue(
        letter.text().contains("\nSince when: Known since 12 November 2026.\n"), letter.text());
    assertFalse(letter.text().contains("count_id c1"), letter.text());
    assertTrue(letter.text().contains("These wait for it"), letter.text());
  }

  @Test
  void the_keys_that_are_missing_are_all_named_in_one_line() {
    KeptRows keys =
        new KeptRows(
            List.of(new KeptRows.Column("count_id", true, false)),
            List.of(List.of("c7"), List.of("c8"), List.of("c9"), List.of("c10")),
            true);
    Cause missing = cause("source_rows_missing", "counts", Map.of("bad", "120"), keys);
    String text = letters(Rows.MASKED, Map.of(), missing).get(0).text();
    assertTrue(text.contains("An example:\n- count_id c7, c8, c9, c10 and more\n"), text);
    assertFalse(letters(Rows.NONE, Map.of(), missing).get(0).text().contains("c7"));
  }

  @Test
  void keys_by_which_people_are_known_are_not_named() {
    KeptRows keys =
        new KeptRows(
            List.of(new KeptRows.Column("count_id", true, false)),
            List.of(List.of("c7"), List.of("ada@larkspur.example")),
            false);
    Cause missing = cause("source_rows_missing", "counts", Map.of("bad", "2"), keys);
    String text = letters(Rows.MASKED, Map.of(), missing).get(0).text();
    assertFalse(text.contains("c7") || text.contains("ada@"), text);
  }

  @Test
  void another_spelling_is_told_as_that() {
    String text =
        letters(Rows.MASKED, Map.of(), cause("source_respelt", "counts", Map.of("bad", "3"), null))
            .get(0)
            .text();
    assertTrue(text.contains("with other capitals"), text);
    assertTrue(text.contains("What we ask: Please spell these values"), text);
  }

  @Test
  void keys_that_were_spelt_otherwise_before_are_asked_for_as_they_were() {
    String text =
        letters(
                Rows.MASKED,
                Map.of(),
                cause("source_spelt_anew", "counts", Map.of("bad", "3"), null))
            .get(0)
            .text();
    assertTrue(text.contains("come in other capitals than before"), text);
    assertTrue(text.contains("What we ask: Please spell them as before"), text);
  }
}
