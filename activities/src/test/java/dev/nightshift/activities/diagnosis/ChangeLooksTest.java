package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Outcome;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.RunFacts.Test;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.git.Histories.Came;
import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.knowledge.Entries;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Privacy;
import dev.nightshift.workflows.values.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** A small warehouse, a project's text now and before: what a commit has to do with a failure. */
class ChangeLooksTest {
  private static final String STAGED =
      "select id as trip_id, guide from {{ source('raw', 'trips') }}\n";
  private static final String FACT =
      """
      select
          t.trip_id,
          g.guide_name
      from {{ ref('stg') }} t
      left join {{ ref('guides') }} g
          on g.guide = t.guide
      """;
  private static final String GUIDES = "guide,guide_name\n1,Ada\n2,Bo\n";
  private static final String ROWS =
      "create schema raw; create schema dw;"
          + " create table raw.trips as select i as id, 1 + i % 2 as guide from range(10) t(i);"
          + " create view dw.stg as select id as trip_id, guide from raw.trips;";

  @TempDir Path folder;
  private final Map<String, String> now = new LinkedHashMap<>();
  private final Map<String, String> before = new LinkedHashMap<>();
  private final List<String> outside = new ArrayList<>();
  private List<Came> commits = List.of(by("0a1b2c3d4e", "Tidy up"));
  private int commitsBefore;

  @org.junit.jupiter.api.Test
  void a_changed_join_is_undone_where_the_test_passes_without_it() throws Exception {
    text("models/fct.sql", FACT.replace("g.guide = t.guide", "g.guide = g.guide"), FACT);
    Cause cause = doubled("on g.guide = g.guide");
    assertEquals("broken_by_change:model.s.fct", cause.signature());
    assertEquals(Verdict.CODE, cause.verdict());
    assertEquals(
        FACT,
        Pieces.undone(now.get("models/fct.sql"), Pieces.read(cause.details().get("pieces")))
            .text());
  }

  @org.junit.jupiter.api.Test
  void all_commits_that_touched_the_file_since_are_told_with_the_cause() throws Exception {
    commits = List.of(by("5e6f", "Join the guides"), by("3c4d", "Name the guides"));
    commitsBefore = 4;
    text("models/fct.sql", FACT.replace("g.guide = t.guide", "g.guide = g.guide"), FACT);
    Cause cause = doubled("on g.guide = g.guide");
    assertEquals("5e6f", cause.details().get("commit"));
    assertEquals(
        List.of(
            "models/fct.sql was changed by 6 commits in that time, the newest first: 5e6f (Join the"
                + " guides, by Robin), 3c4d (Name the guides, by Robin) and 4 more"),
        says(cause, "was changed by 6"));
  }

  @org.junit.jupiter.api.Test
  void one_commit_is_named_once() throws Exception {
    text("models/fct.sql", FACT.replace("g.guide = t.guide", "g.guide = g.guide"), FACT);
    assertEquals(List.of(), says(doubled("on g.guide = g.guide"), "the newest first"));
  }

  @org.junit.jupiter.api.Test
  void what_is_ephemeral_is_undone_within_what_reads_it() throws Exception {
    String before = "select id as trip_id from {{ source('raw', 'trips') }}\n";
    String since = before + "union all select 3 -- (a trip, twice\n";
    text("models/stg.sql", since, before);
    text("models/fct.sql", "select trip_id from {{ ref('stg') }}\n", null);
    Part stg = part("stg", since);
    Cause cause =
        only(
            ROWS + " create table dw.fct as select 3 as trip_id from range(2);",
            test("fct", "unique", "trip_id"),
            Parts.ephemeral(stg),
            Parts.compiled(
                part("fct", "select trip_id from {{ ref('stg') }}\n"),
                "with __dbt__cte__stg as (\n"
                    + stg.compiledSql()
                    + "\n) select trip_id from __dbt__cte__stg"));
    assertEquals("broken_by_change:model.s.stg", cause.signature());
    assertEquals(Verdict.CODE, cause.verdict());
  }

  @org.junit.jupiter.api.Test
  void a_file_written_anew_with_a_loop_is_asked_as_it_was() throws Exception {
    String before =
        "select id as trip_id, guide from {{ source('raw', 'trips') }}\nwhere id < 10\n";
    String since =
        """
        select
        {% for c, a in [('id', 'trip_id'), ('guide', 'guide')] %}
          {{ c }} as {{ a }},
        {% endfor %}
        from {{ source('raw', 'trips') }}
        """;
    text("models/stg.sql", since, before);
    Cause cause =
        only(
            ROWS.replace("range(10) t(i)", "range(10) t(i) union all select 11, 1 from range(2)"),
            test("stg", "unique", "trip_id"),
            Parts.compiled(
                part("stg", since), "select\n  id as trip_id,\n  guide as guide\nfrom raw.trips"));
    assertEquals("broken_by_change:model.s.stg", cause.signature());
    assertEquals(Verdict.CODE, cause.verdict());
  }

  @org.junit.jupiter.api.Test
  void rows_that_a_seed_lost_while_it_was_sorted_come_back() throws Exception {
    String before = "guide,guide_name\n1,Ada\n3,Cy\n2,Bo\n4,Di\n";
    text("seeds/guides.csv", "guide,guide_name\n3,Cy\n4,Di\n", before);
    text("models/fct.sql", FACT, null);
    Cause cause =
        only(
            ROWS
                + seed(now.get("seeds/guides.csv"))
                + " create table dw.fct as select trip_id, null as guide_name from dw.stg;",
            test("fct", "not_null", "guide_name"),
            part("fct", FACT));
    assertEquals("broken_by_change:seed.s.guides", cause.signature());
    assertEquals(
        "guide,guide_name\n3,Cy\n4,Di\n1,Ada\n2,Bo\n",
        Pieces.undone(now.get("seeds/guides.csv"), Pieces.read(cause.details().get("pieces")))
            .text());
  }

  private static List<String> says(Cause cause, String part) {
    return cause.evidence().stream()
        .map(Evidence::says)
        .filter(says -> says.contains(part))
        .toList();
  }

  private static Came by(String commit, String subject) {
    return new Came(commit, subject, "Robin", Instant.EPOCH);
  }

  @org.junit.jupiter.api.Test
  void another_change_of_the_same_commit_stays() throws Exception {
    text(
        "models/fct.sql",
        "-- one row a trip\n" + FACT.replace("g.guide = t.guide", "g.guide = g.guide"),
        FACT);
    Cause cause = doubled("on g.guide = g.guide");
    assertEquals(
        "-- one row a trip\n" + FACT,
        Pieces.undone(now.get("models/fct.sql"), Pieces.read(cause.details().get("pieces")))
            .text());
  }

  @org.junit.jupiter.api.Test
  void a_row_that_stands_twice_in_a_seed_since_a_commit_goes_again() throws Exception {
    text("seeds/guides.csv", GUIDES + "2,Bo\n", GUIDES);
    text("models/fct.sql", FACT, null);
    Cause cause = doubled("on g.guide = t.guide");
    assertEquals("broken_by_change:seed.s.guides", cause.signature());
    assertTrue(cause.details().containsKey("pieces"), cause.details()::toString);
  }

  @org.junit.jupiter.api.Test
  void a_row_that_somebody_added_is_theirs_to_take_back() throws Exception {
    text("seeds/guides.csv", GUIDES + "9,Cy\n9,Di\n", GUIDES);
    text("models/fct.sql", FACT, null);
    Cause cause = only(ROWS + seed(now.get("seeds/guides.csv")), seedTest());
    assertEquals("broken_by_change:seed.s.guides", cause.signature());
    assertFalse(cause.details().containsKey("pieces"), cause.details()::toString);
    assertTrue(cause.details().get("undecided").contains("what was added was meant"));
  }

  @org.junit.jupiter.api.Test
  void what_the_rest_of_the_commit_counts_on_is_not_undone() throws Exception {
    String renamed = FACT.replace("g.guide = t.guide", "g.guide = t.guide_nr + 0 * t.guide_nr");
    text("models/fct.sql", renamed, FACT);
    text("models/other.sql", "select guide_nr from x\n", "select guide from x\n");
    Cause cause =
        only(
            ROWS.replace("trip_id, guide from", "trip_id, guide, 1 as guide_nr from")
                + seed(GUIDES)
                + " create table dw.fct as select 1 as trip_id, null as guide_name from range(2);",
            test("fct", "not_null", "guide_name"),
            part("fct", renamed.replace("t.guide_nr", "null")));
    assertEquals("broken_by_change:model.s.fct", cause.signature());
    assertFalse(cause.details().containsKey("pieces"), cause.details()::toString);
  }

  @org.junit.jupiter.api.Test
  void a_change_that_makes_no_difference_leaves_it_to_the_source() throws Exception {
    text("models/stg.sql", STAGED.replace("select id", "select  id"), STAGED);
    text("models/fct.sql", FACT, null);
    Cause cause =
        only(
            ROWS.replace("range(10) t(i)", "range(10) t(i) union all select 3, 1") + seed(GUIDES),
            test("stg", "unique", "trip_id"));
    assertEquals("source_duplicates:source.s.raw.trips.id", cause.signature());
  }

  @org.junit.jupiter.api.Test
  void a_macro_is_judged_by_the_build_alone() throws Exception {
    text(
        "macros/named.sql",
        "{% macro named(c) %}\nnullif({{ c }}, 'Bo')\n{% endmacro %}\n",
        "{% macro named(c) %}\n{{ c }}\n{% endmacro %}\n");
    String calling = FACT.replace("g.guide_name", "{{ named('g.guide_name') }} as guide_name");
    text("models/fct.sql", calling, null);
    Cause cause =
        only(
            ROWS
                + seed(GUIDES)
                + " create table dw.fct as select 1 as trip_id, null as guide_name;",
            test("fct", "not_null", "guide_name"),
            part("fct", calling));
    assertEquals("changed_code:macro.s.named", cause.signature());
    assertTrue(cause.details().containsKey("pieces"), cause.details()::toString);
  }

  private static final String OTHER = "{% macro bare(c) %}\ntrim({{ c }})\n{% endmacro %}\n";
  private static final String NAMED = "{% macro named(c) %}\n{{ c }}\n{% endmacro %}\n";

  @org.junit.jupiter.api.Test
  void of_a_file_with_many_macros_the_one_that_changed_is_the_suspect() throws Exception {
    text(
        "macros/all.sql", OTHER + NAMED.replace("{{ c }}", "nullif({{ c }}, 'Bo')"), OTHER + NAMED);
    Cause cause = calling("{{ bare('t.trip_id') }} as trip_id, {{ named('g.guide_name') }}");
    assertEquals("changed_code:macro.s.named", cause.signature());
    assertEquals(
        OTHER + NAMED,
        Pieces.undone(now.get("macros/all.sql"), Pieces.read(cause.details().get("pieces")))
            .text());
  }

  @org.junit.jupiter.api.Test
  void a_macro_is_suspect_where_another_one_calls_it() throws Exception {
    String through = OTHER.replace("trim({{ c }})", "{{ named(c) }}");
    text(
        "macros/all.sql",
        through + NAMED.replace("{{ c }}", "nullif({{ c }}, 'Bo')"),
        through + NAMED);
    Cause cause = calling("{{ bare('g.guide_name') }}");
    assertEquals("changed_code:macro.s.named", cause.signature());
    assertTrue(cause.details().containsKey("pieces"), cause.details()::toString);
  }

  @org.junit.jupiter.api.Test
  void what_is_said_beside_a_macro_makes_no_difference() throws Exception {
    text("macros/all.sql", "{# Names. #}\n" + NAMED, NAMED);
    assertEquals("test_failure:test.s.t", calling("{{ named('g.guide_name') }}").signature());
  }

  private Cause calling(String items) throws Exception {
    String text = "select " + items + " as guide_name from {{ ref('stg') }}\n";
    text("models/fct.sql", text, null);
    return only(
        ROWS + seed(GUIDES) + " create table dw.fct as select 1 as trip_id, null as guide_name;",
        test("fct", "not_null", "guide_name"),
        part("fct", text));
  }

  private static final String NO_NAME =
      ROWS + seed(GUIDES) + " create table dw.fct as select 1 as trip_id, null as guide_name;";

  private static final String SAID =
      """
      models:
        - name: stg
          description: All trips.
        - name: fct
          columns:
            - name: guide_name
      """;

  @org.junit.jupiter.api.Test
  void a_key_that_stands_twice_and_says_nothing_of_the_test_is_not_the_reason() throws Exception {
    String tested = SAID + "        data_tests: [not_null]\n";
    text("models/_m.yml", tested, SAID);
    String otherwise = only(NO_NAME, test("fct", "not_null", "guide_name")).signature();
    text("models/_m.yml", tested.replace("trips.\n", "trips.\n    description: Trips.\n"), SAID);
    assertEquals(otherwise, only(NO_NAME, test("fct", "not_null", "guide_name")).signature());
    text(
        "models/_m.yml",
        tested.replace("trips.\n", "trips.\n    meta: {a: 1}\n    meta: {a: 2}\n"),
        SAID);
    assertEquals(otherwise, only(NO_NAME, test("fct", "not_null", "guide_name")).signature());
  }

  @org.junit.jupiter.api.Test
  void a_key_that_stands_twice_where_the_other_says_more_of_the_test_is_the_reason()
      throws Exception {
    String was =
        SAID
            + "        data_tests:\n"
            + "          - not_null:\n"
            + "              config: {where: trip_id > 5}\n";
    text("models/_m.yml", was + "              config: {severity: error}\n", was);
    Cause cause = only(NO_NAME, test("fct", "not_null", "guide_name"));
    assertEquals("said_twice:models/_m.yml", cause.signature());
    assertTrue(cause.details().containsKey("pieces"), cause.details()::toString);
    text("models/_m.yml", was + "              config: {where: trip_id > 0}\n", was);
    cause = only(NO_NAME, test("fct", "not_null", "guide_name"));
    assertEquals("said_twice:models/_m.yml", cause.signature());
    assertTrue(cause.details().containsKey("undecided"), cause.details()::toString);
  }

  @org.junit.jupiter.api.Test
  void of_two_keys_that_stand_twice_the_one_that_bears_on_the_test_is_named() throws Exception {
    String was =
        SAID
            + "        data_tests:\n"
            + "          - not_null:\n"
            + "              config: {where: trip_id > 5}\n";
    text(
        "models/_m.yml",
        was.replace("trips.\n", "trips.\n    description: Trips.\n")
            + "              config: {severity: error}\n",
        was);
    Cause cause = only(NO_NAME, test("fct", "not_null", "guide_name"));
    assertEquals("said_twice:models/_m.yml", cause.signature());
    assertTrue(cause.because().contains("has the key config twice"), cause.because());
  }

  @org.junit.jupiter.api.Test
  void a_source_that_is_looked_for_elsewhere_may_be_the_reason() throws Exception {
    String sources = "sources:\n  - name: raw\n    tables:\n      - name: trips\n";
    text("models/_raw.yml", sources + "        identifier: trips_v2\n", sources);
    assertEquals("changed_code:source.s.raw.trips", nullGuide().signature());
  }

  @org.junit.jupiter.api.Test
  void what_else_is_said_of_a_source_makes_no_difference() throws Exception {
    String sources = "sources:\n  - name: raw\n    tables:\n      - name: trips\n";
    text("models/_raw.yml", sources + "        description: All trips.\n", sources);
    assertEquals("source_nulls:source.s.raw.trips.guide", nullGuide().signature());
  }

  @org.junit.jupiter.api.Test
  void a_newer_package_may_be_the_reason_where_it_is_called() throws Exception {
    text("package-lock.yml", "packages: [{version: 2}]\n", "packages: [{version: 1}]\n");
    assertEquals("source_nulls:source.s.raw.trips.guide", nullGuide().signature());
    String calling = STAGED.replace("guide from", "{{ dbt_utils.safe('guide') }} as guide from");
    Cause cause = nullGuide(part("stg", calling));
    assertEquals("changed_package:package-lock.yml", cause.signature());
    assertEquals(Verdict.UNCLEAR, cause.verdict());
  }

  @org.junit.jupiter.api.Test
  void a_package_that_lies_beside_the_project_may_be_the_reason() throws Exception {
    text("packages.yml", "packages:\n  - local: ../../shared/kit\n", null);
    outside.addAll(List.of("docs/a.md", "shared/kit/macros/safe.sql"));
    String calling = STAGED.replace("guide from", "{{ kit.safe('guide') }} as guide from");
    assertEquals(
        "changed_package:shared/kit/macros/safe.sql", nullGuide(part("stg", calling)).signature());
    outside.remove(1);
    assertEquals("test_failure:test.s.t", nullGuide(part("stg", calling)).signature());
  }

  private Cause nullGuide(Part... more) throws Exception {
    List<Part> parts = new ArrayList<>(List.of(more));
    parts.add(test("stg", "not_null", "guide"));
    return only(
        ROWS.replace("1 + i % 2 as guide", "nullif(i % 2, 0) as guide") + seed(GUIDES),
        parts.toArray(Part[]::new));
  }

  private Cause doubled(String on) throws Exception {
    String seed = now.getOrDefault("seeds/guides.csv", GUIDES);
    String made = "select t.trip_id, g.guide_name from dw.stg t left join dw.guides g " + on + ";";
    return only(
        ROWS + seed(seed) + " create table dw.fct as " + made,
        test("fct", "unique", "trip_id"),
        part("fct", now.get("models/fct.sql")));
  }

  private static String seed(String csv) {
    StringBuilder rows = new StringBuilder(" create table dw.guides (guide int, guide_name text);");
    csv.lines()
        .skip(1)
        .forEach(
            line ->
                rows.append(" insert into dw.guides values (")
                    .append(line.replace(",", ", '"))
                    .append("');"));
    return rows.toString();
  }

  private void text(String path, String text, String earlier) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    now.put(path, text);
    if (earlier != null) {
      before.put(path, earlier);
    }
  }

  private Cause only(String script, Part... more) throws SQLException {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("source.s.raw.trips", Parts.source("trips", ""));
    parts.put("model.s.stg", part("stg", STAGED));
    parts.put("model.s.fct", part("fct", FACT));
    parts.put("seed.s.guides", guides());
    Outcome failed = null;
    for (Part part : more) {
      parts.put(part.id(), part);
      failed = part.isTest() ? new Outcome(part.id(), "fail", "Got 2 results", 2) : failed;
    }
    RunFacts run =
        new RunFacts(
            "s",
            "s",
            "",
            "build",
            "",
            "duckdb",
            "",
            List.of(failed),
            null,
            parts,
            null,
            null,
            null);
    Lately lately =
        new Lately(
            true,
            commits,
            before.entrySet().stream()
                .map(
                    each ->
                        new Earlier(each.getKey(), each.getValue(), false, commits, commitsBefore))
                .toList(),
            false,
            outside);
    try (DuckDbFile production = DuckDbFile.of(script)) {
      Facts facts =
          new Gathering(
                  run, new Entries(null), production, folder, since -> lately, Privacy.standard())
              .facts();
      List<Cause> causes = Rules.judge(facts);
      assertEquals(1, causes.size(), causes::toString);
      return causes.get(0);
    }
  }

  private static Part guides() {
    Part part =
        Parts.part("seed.s.guides", "seed", "dw", "guides", Map.of(), "seed", List.of(), "", null);
    return new Part(
        part.id(),
        "seed",
        "guides",
        "s",
        part.fqn(),
        "seeds/guides.csv",
        "",
        "dw",
        "guides",
        null,
        null,
        null,
        "",
        "",
        "sql",
        null,
        "");
  }

  /** As dbt compiles it, beside the text that was written. */
  private static Part part(String name, String raw) {
    List<String> parents =
        name.equals("stg")
            ? List.of("source.s.raw.trips")
            : List.of("model.s.stg", "seed.s.guides");
    String compiled =
        raw.replace("{{ source('raw', 'trips') }}", "\"raw\".\"trips\"")
            .replace("{{ ref('stg') }}", "\"dw\".\"stg\"")
            .replace("{{ ref('guides') }}", "\"dw\".\"guides\"")
            .replace("{{ named('g.guide_name') }}", "nullif(g.guide_name, 'Bo')");
    return model(name, parents, compiled, raw);
  }

  private static Part seedTest() {
    return Parts.test(
        List.of("seed.s.guides"),
        "select guide from \"dw\".\"guides\" group by guide having count(*) > 1",
        new Test("unique", "", "guide", "seed.s.guides", Map.of()));
  }

  private static Part test(String model, String kind, String column) {
    String sql =
        kind.equals("unique")
            ? "select c from (select "
                + column
                + " as c from \"dw\".\""
                + model
                + "\") group by c having count(*) > 1"
            : "select 1 from \"dw\".\"" + model + "\" where " + column + " is null";
    return Parts.test(
        List.of("model.s." + model), sql, new Test(kind, "", column, "model.s." + model, Map.of()));
  }

  private static final String RATES =
      """
      select guide, guide_name
      from {{ ref('all_guides') }}
      where since <= date '{{ var("day") }}'
      """;
  private static final String GONE =
      "  and (until is null or until >= date '{{ var(\"day\") }}')\n";

  @org.junit.jupiter.api.Test
  void a_condition_with_a_variable_is_asked_with_what_the_run_made_of_it() throws Exception {
    Cause cause = opened(RATES, RATES + GONE);
    assertEquals("broken_by_change:model.s.guides", cause.signature());
    assertEquals(
        RATES + GONE, Pieces.undone(RATES, Pieces.read(cause.details().get("pieces"))).text());
  }

  @org.junit.jupiter.api.Test
  void a_condition_with_a_variable_that_nothing_tells_is_left_to_the_build() throws Exception {
    String other = GONE.replace("day", "until");
    Cause cause = opened(RATES, RATES + other);
    assertEquals("changed_code:model.s.guides", cause.signature());
    assertTrue(cause.details().containsKey("pieces"), cause.details()::toString);
  }

  @org.junit.jupiter.api.Test
  void a_condition_that_leaves_the_keys_as_they_are_is_not_put_back() throws Exception {
    Cause cause = opened(RATES, RATES + GONE.replace("until is null", "guide > 0"));
    assertEquals("fan_out:model.s.fct", cause.signature());
    assertFalse(cause.details().containsKey("pieces"), cause.details()::toString);
  }

  /** A guide of two names, of which one is not the guide's any more. */
  private Cause opened(String is, String was) throws Exception {
    text("models/guides.sql", is, was);
    text("models/fct.sql", FACT, null);
    String compiled =
        is.replace("{{ ref('all_guides') }}", "\"dw\".\"all_guides\"")
            .replace("{{ var(\"day\") }}", "2026-03-01");
    Part guides = model("guides", List.of("seed.s.all_guides"), compiled, is);
    Part fct =
        model(
            "fct",
            List.of("model.s.stg", "model.s.guides"),
            FACT.replace("{{ ref('stg') }}", "\"dw\".\"stg\"")
                .replace("{{ ref('guides') }}", "\"dw\".\"guides\""),
            FACT);
    return only(
        ROWS
            + " create table dw.all_guides as select * from (values (1, 'Ada', date '2026-01-01',"
            + " null), (2, 'Bo', date '2026-01-01', date '2026-02-01'), (2, 'Cy', date"
            + " '2026-02-02', null)) v(guide, guide_name, since, until);"
            + " create table dw.guides as "
            + compiled
            + "; create table dw.fct as select t.trip_id, g.guide_name from dw.stg t left join"
            + " dw.guides g on g.guide = t.guide;",
        Parts.part(
            "seed.s.all_guides", "seed", "dw", "all_guides", Map.of(), "seed", List.of(), "", null),
        guides,
        fct,
        test("fct", "unique", "trip_id"));
  }

  private static Part model(String name, List<String> parents, String compiled, String raw) {
    Part part =
        Parts.part(
            "model.s." + name, "model", "dw", name, Map.of(), "table", parents, compiled, null);
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
        parents,
        compiled,
        raw,
        "sql",
        null,
        "");
  }
}
