package dev.nightshift.activities.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.nightshift.activities.query.QueryFacts.Made;
import dev.nightshift.activities.query.QueryFacts.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryFactsTest {
  private static final Path FIXTURES = Path.of("src/test/resources/query");
  private static final String EXPECT = "-- EXPECT: ";
  private static final Comparator<String> BY_KIND = Comparator.comparing(QueryFactsTest::kind);

  static Stream<Path> fixtures() throws IOException {
    try (Stream<Path> files = Files.list(FIXTURES)) {
      return files.sorted().toList().stream();
    }
  }

  /** All facts of each kind that the fixture names; "no grain" names a kind of which none is. */
  @ParameterizedTest
  @MethodSource("fixtures")
  void a_query_says(Path fixture) throws IOException {
    String sql = Files.readString(fixture);
    List<String> expected =
        sql.lines()
            .filter(line -> line.startsWith(EXPECT))
            .map(line -> line.substring(EXPECT.length()).strip())
            .toList();
    assertFalse(expected.isEmpty(), "the fixture expects nothing");
    Optional<QueryFacts> facts = QueryFacts.of(sql);
    if (expected.equals(List.of("unread"))) {
      assertEquals(Optional.empty(), facts);
      return;
    }
    List<String> told = new Telling(sql, facts.orElseThrow()).lines();
    Set<String> kinds = expected.stream().map(QueryFactsTest::kind).collect(Collectors.toSet());
    boolean reasons = expected.stream().anyMatch(line -> line.contains(" <- "));
    assertEquals(
        expected.stream()
            .filter(line -> !line.startsWith("no "))
            .sorted(BY_KIND)
            .collect(Collectors.joining("\n")),
        told.stream()
            .filter(line -> kinds.contains(kind(line)))
            .map(line -> reasons ? line : line.replaceAll(" <- .*", ""))
            .sorted(BY_KIND)
            .collect(Collectors.joining("\n")));
  }

  private static String kind(String line) {
    String[] words = line.split(" ", 3);
    return words[0].equals("no") ? words[1] : words[0];
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void line_ends_make_no_difference(Path fixture) throws IOException {
    String sql = Files.readString(fixture);
    assertEquals(lines(sql), lines(sql.replace("\n", "\r\n")));
  }

  private static Optional<List<String>> lines(String sql) {
    return QueryFacts.of(sql).map(facts -> new Telling(sql, facts).lines());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n -- nothing\n",
        ";",
        "selec id from raw.t",
        "select 'open from raw.t",
        "select id from raw.t)",
        "insert into raw.t select 1",
        "create table t as select 1 as id",
        "update raw.t set id = 1",
        "select id from raw.t; drop table raw.t",
        "with gone as (delete from raw.t returning id) select * from gone",
        "select id from raw.t natural join raw.u",
        "select id from raw.t start with id = 1 connect by prior id = parent_id",
        "from raw.t |> where id > 1",
      })
  void of_what_cannot_be_read_nothing_is_said(String sql) {
    assertEquals(Optional.empty(), QueryFacts.of(sql));
  }

  /** Two texts, or one text and a comment: as each warehouse has it. */
  @Test
  void a_backslash_that_could_mean_either_is_left_alone() {
    String sql = "select 'a\\' as x, ' -- b\\' as y\n from raw.t";
    assertEquals(Optional.empty(), QueryFacts.of(sql));
    assertEquals(List.of("x", "y"), names(sql.replace("\\", "")));
  }

  private static List<String> names(String sql) {
    return QueryFacts.of(sql).orElseThrow().columns().stream().map(Made::name).toList();
  }

  @Test
  void deep_brackets_end_in_an_answer_or_none() {
    String deep = "(".repeat(5_000) + "1" + ")".repeat(5_000);
    assertEquals(Optional.empty(), QueryFacts.of("select " + deep + " as one from raw.t"));
  }

  @Test
  void subqueries_are_followed_down() {
    String sql = "select id from raw.t";
    for (int i = 0; i < 20; i++) {
      sql = "select * from (" + sql + ") as q" + i;
    }
    assertEquals(
        new Source("raw.t", "id"), QueryFacts.of(sql).orElseThrow().columns().get(0).from());
  }

  @Test
  void spans_point_into_what_was_given() {
    String sql =
        """
        with o as ( -- 😀 a note
            select id, buyer, 'two

        lines' as note from raw.orders
        ),


        sums as (select buyer, count(*) as n from o group by buyer)

        select sums.buyer, n, p.name from sums
        left join raw.people as p on p.id = sums.buyer
        where n > 1
        """;
    QueryFacts facts = QueryFacts.of(sql).orElseThrow();
    Telling told = new Telling(sql, facts);
    assertEquals(
        List.of("sums.buyer", "count(*) as n", "p.name"),
        facts.columns().stream().map(made -> told.text(made.span())).toList());
    assertEquals("count(*)", told.text(facts.columns().get(1).because()));
    assertEquals("p.id = sums.buyer", told.text(facts.joins().get(0).span()));
    assertEquals(
        "left join raw.people as p on p.id = sums.buyer",
        told.text(facts.rows().beside().get(0).span()));
    assertEquals("buyer", told.text(facts.groups().get(0).span()));
  }

  @Test
  void spans_of_grains_and_stars_point_into_what_was_given() {
    String sql = "select * from (\n  select a, b from raw.t group by a,\n b) as g";
    QueryFacts facts = QueryFacts.of(sql).orElseThrow();
    assertEquals("group by a,\n b", new Telling(sql, facts).text(facts.grains().get(0).span()));
    String starred = "select x.* from raw.x as x qualify row_number() over (partition by k) = 1";
    QueryFacts passed = QueryFacts.of(starred).orElseThrow();
    Telling told = new Telling(starred, passed);
    assertEquals("x.*", told.text(passed.passed().get(0).span()));
    assertEquals(
        "row_number() over (partition by k) = 1", told.text(passed.grains().get(0).span()));
  }

  /** Sixty CTEs, each of which reads the one before it twice: read once each, or never done. */
  @Test
  void what_is_read_twice_is_not_read_anew() {
    String columns =
        IntStream.range(0, 20)
            .mapToObj(i -> "column_number_" + i)
            .collect(Collectors.joining(", "));
    StringBuilder sql = new StringBuilder("with c0 as (select id, " + columns + " from raw.t)");
    for (int i = 1; i <= 60; i++) {
      String picked =
          IntStream.range(0, 20)
              .mapToObj(at -> "l.column_number_" + at)
              .collect(Collectors.joining(", "));
      sql.append(
          "\n, c%d as (select l.id, %s from c%d as l left join c%d as r on l.id = r.id)"
              .formatted(i, picked, i - 1, i - 1));
    }
    sql.append("\nselect * from c60");
    QueryFacts facts = QueryFacts.of(sql.toString()).orElseThrow();
    assertEquals(21, facts.columns().size());
    assertEquals(new Source("raw.t", "column_number_19"), facts.columns().get(20).from());
    assertEquals(60, facts.joins().size());
    assertEquals(60, facts.rows().beside().size());
  }
}
