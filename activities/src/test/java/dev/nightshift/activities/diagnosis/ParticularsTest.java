package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.MemoryBlobs;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.RunFacts.Said;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.activities.rows.KeptRows;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Privacy;
import dev.nightshift.workflows.values.Privacy.Rows;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rows of a small warehouse: which are kept, and what of them is not. */
class ParticularsTest {
  private static final String GUESTS =
      """
      create schema raw; create schema dw;
      create table raw.guests as select * from (values
        (1, 'Ada@Example.org', 'gold', timestamp '2026-11-20 05:00:00'),
        (2, 'bo@example.org', null, timestamp '2026-11-20 06:00:00'),
        (3, 'cy@example.org', null, timestamp '2026-11-20 07:00:00')
      ) as guest (guest_id, email, tier, loaded_at);
      create view dw.stg as
        select guest_id, lower(email) as contact, tier, 'vip' as rank from raw.guests;
      """;

  private static final Said EMAIL_IS_MARKED = said(List.of("email"), List.of());
  private static final Privacy MASKED = Privacy.standard();

  private final MemoryBlobs blobs = new MemoryBlobs();

  private static Said said(List<String> sensitive, List<String> open) {
    return new Said("", "", "", "", List.of("guest_id"), sensitive, open, null);
  }

  @Test
  void the_rows_of_a_source_are_kept_with_their_number_and_the_time_of_the_first()
      throws SQLException {
    Cause cause = cause(failing("not_null", "tier"), EMAIL_IS_MARKED, said(null, null), MASKED);
    assertEquals("source_nulls", cause.kind());
    assertEquals("2", cause.details().get("bad"));
    assertEquals("3", cause.details().get("rows"));
    assertEquals("2026-11-20 06:00:00.0", cause.details().get("since"));
    assertEquals(
        "*guest_id:2 -email:null tier:null loaded_at:2026-11-20 06:00:00.0\n"
            + "*guest_id:3 -email:null tier:null loaded_at:2026-11-20 07:00:00.0",
        rows(cause));
    assertFalse(query(cause).contains("email"), query(cause));
  }

  @Test
  void what_is_made_of_a_marked_column_is_marked_until_the_project_calls_it_open()
      throws SQLException {
    Part fails = failing("accepted_values", "rank");
    assertTrue(
        rows(cause(fails, EMAIL_IS_MARKED, said(null, null), MASKED)).contains("-contact:null"));
    assertTrue(
        rows(cause(fails, EMAIL_IS_MARKED, said(null, List.of("contact")), MASKED))
            .contains(" contact:ada@example.org"));
  }

  @Test
  void the_configuration_marks_columns_by_pattern_whatever_the_project_calls_open()
      throws SQLException {
    Privacy patterns =
        new Privacy(Rows.FULL, null, null, null, null, null, List.of("CONT*", "stg.tier"));
    String rows =
        rows(
            cause(
                failing("accepted_values", "rank"),
                said(null, null),
                said(null, List.of("contact", "tier")),
                patterns));
    assertTrue(rows.contains("-contact:null -tier:null"), rows);
  }

  @Test
  void a_node_that_is_marked_as_a_whole_leaves_no_row() throws SQLException {
    Cause cause =
        cause(failing("not_null", "tier"), said(List.of("*"), null), said(null, null), MASKED);
    assertTrue(cause.evidence().stream().allMatch(one -> one.rows() == null), cause::toString);
    assertEquals(List.of(), blobs.holding("example.org"));
  }

  @Test
  void a_value_outside_its_list_is_named_unless_it_is_somebodys() throws SQLException {
    Part fails = failing("accepted_values", "rank");
    Said marked = said(List.of("rank"), null);
    assertTrue(because(fails, said(null, null), MASKED).contains("list vip (3 rows)"));
    assertTrue(because(fails, marked, MASKED).contains("list ••• (3 rows)"));
    Privacy strict = new Privacy(null, null, null, Rows.KEYS, null, null, null);
    assertTrue(because(fails, said(null, null), strict).contains("list ••• (3 rows)"));
  }

  @Test
  void a_value_that_a_page_names_is_no_secret() throws SQLException {
    assertNamed(new Entry.Match("", "", "", "", List.of("vip")), null);
    assertNamed(
        new Entry.Match("other", "", "", "", List.of()),
        new DocumentedChange("models/a.sql", "says", "add", "'mvp': 'best', 'vip': 'best'"));
  }

  private void assertNamed(Entry.Match match, DocumentedChange change) throws SQLException {
    Entry page = new Entry("ranks.md", "Ranks", List.of(), "vip is a rank", "1", match, change, "");
    Said marked = said(List.of("rank"), null);
    Cause cause = cause(failing("accepted_values", "rank"), said(null, null), marked, MASKED, page);
    assertTrue(cause.because().contains("vip (3 rows)"), cause.because());
  }

  @Test
  void of_a_test_that_is_written_by_hand_what_its_own_query_gives_is_kept() throws SQLException {
    Part singular =
        Parts.test(
            List.of("model.s.stg"),
            "select guest_id, contact as whom, rank from dw.stg where guest_id = 1",
            null);
    Cause cause = cause(singular, EMAIL_IS_MARKED, said(null, null), MASKED);
    assertEquals("*guest_id:1 -whom:null rank:vip", rows(cause));
  }

  private String because(Part failing, Said stg, Privacy privacy) throws SQLException {
    return cause(failing, said(null, null), stg, privacy).because();
  }

  private Cause cause(Part failing, Said guests, Said stg, Privacy privacy, Entry... pages)
      throws SQLException {
    Map<String, Part> parts = new LinkedHashMap<>();
    for (Part part :
        List.of(
            Parts.saying(Parts.source("guests", "loaded_at"), guests),
            Parts.saying(
                Parts.part(
                    "model.s.stg",
                    "model",
                    "dw",
                    "stg",
                    Map.of(),
                    "view",
                    List.of("source.s.raw.guests"),
                    "select guest_id, lower(email) as contact, tier, 'vip' as rank"
                        + " from raw.guests",
                    null),
                stg),
            failing)) {
      parts.put(part.id(), part);
    }
    RunFacts run =
        SmallNight.run(
            List.of(new Outcome("test.s.t", "fail", "Got 2 results", 2)),
            parts.values().toArray(Part[]::new));
    try (DuckDbFile production = DuckDbFile.of(GUESTS)) {
      Gathering gathering =
          new Gathering(
              run,
              new Entries(List.of(pages)),
              production,
              Path.of("none"),
              since -> Lately.UNKNOWN,
              privacy);
      Facts facts = gathering.facts();
      List<Cause> causes = gathering.particulars(blobs).of(Rules.judge(facts), facts);
      assertEquals(1, causes.size(), causes::toString);
      return causes.get(0);
    }
  }

  private static Part failing(String kind, String column) {
    String sql =
        kind.equals("accepted_values")
            ? "select rank as value_field, count(*) as n_records from dw.stg group by 1"
            : "select * from dw.stg where tier is null";
    return Parts.test(
        List.of("model.s.stg"), sql, new RunFacts.Test(kind, "", column, "model.s.stg", Map.of()));
  }

  private static Evidence withRows(Cause cause) {
    return cause.evidence().stream().filter(one -> one.rows() != null).findFirst().orElseThrow();
  }

  private static String query(Cause cause) {
    return withRows(cause).query();
  }

  /** Keys with a star, what is marked with a dash. */
  private String rows(Cause cause) {
    KeptRows kept = KeptRows.read(withRows(cause).rows(), blobs).orElseThrow();
    return kept.rows().stream()
        .map(
            row -> {
              StringBuilder line = new StringBuilder();
              for (int i = 0; i < row.size(); i++) {
                KeptRows.Column column = kept.columns().get(i);
                line.append(line.isEmpty() ? "" : " ").append(column.key() ? "*" : "");
                line.append(column.sensitive() ? "-" : "").append(column.name());
                line.append(":").append(row.get(i));
              }
              return line.toString();
            })
        .collect(Collectors.joining("\n"));
  }
}
