package dev.nightshift.activities.gate;

import static dev.nightshift.activities.gate.Given.file;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
  private static final String MODEL = "models/a.sql";

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".github/workflows/ci.yml",
        ".GitHub/workflows/ci.yml",
        "profiles.yml",
        "deep/in/profiles.yml",
        "packages.yml",
        ".nightshift/knowledge/x.md",
        "CLAUDE.md",
        "nightshift.yml",
        ".claude/agents/a.md",
        "macros/.claude/agents/x.md",
        "models/CLAUDE.md",
        "models/claude.MD",
        "macros/AGENTS.md",
        "models/marts/.codex/config.toml",
        "models/.mcp.json",
        "models/.husky/pre-commit",
        "sub/.git",
        "sub/.github/workflows/ci.yml",
        "sub/.nightshift/agents/remediator.yml",
        "sub/.dinoai/agents/x.yml",
        ".pre-commit-config.yaml"
      })
  void a_protected_path_is_refused(String path) {
    assertFalse(file(path, "a", "b").by(new ProtectedPaths()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "models/profiles.sql",
        "models/github/a.sql",
        "models/my_packages.yml",
        "models/nightshift.yml.sql",
        "models/_packages.yml",
        "models/claude.md.sql",
        "models/agents.sql",
        "models/.gitkeep"
      })
  void a_path_that_only_looks_like_one_passes(String path) {
    assertEquals("", file(path, "a", "b").by(new ProtectedPaths()));
  }

  @Test
  void a_teams_own_patterns_are_read_as_globs() {
    Given given = file("models/legal/a.sql", "a", "b");
    assertFalse(
        given.protecting("models/{finance,legal}/[a-c].sql").by(new ProtectedPaths()).isEmpty());
    assertEquals("", given.protecting("models/{finance,sales}/**").by(new ProtectedPaths()));
  }

  @Test
  void a_pattern_that_cannot_be_read_protects_everything() {
    assertEquals(
        "models/a.sql: the policy protects models/{a: a person changes it",
        file(MODEL, "a", "b").protecting("models/{a").by(new ProtectedPaths()));
  }

  @Test
  void more_files_or_lines_than_the_policy_allows_are_refused() {
    Given given = file(MODEL, "a\nb\n", "a\nc\n").and("models/b.sql", "a\n", "b\n");
    assertEquals("", given.allowing(2, 4).by(new TooLarge()));
    assertEquals(
        ": 2 files are changed; the policy allows 1", given.allowing(1, 4).by(new TooLarge()));
    assertEquals(
        ": 4 lines are changed; the policy allows 3", given.allowing(2, 3).by(new TooLarge()));
  }

  @Test
  void a_file_that_is_no_text_is_refused() {
    FileChange.Side old = FileChange.Side.of(new byte[] {'a', 0, 'b'});
    FileChange.Side latin = FileChange.Side.of(new byte[] {(byte) 0xe9, 'a'});
    assertFalse(old.readable());
    assertFalse(latin.readable());
    assertEquals(
        true, new FileChange(MODEL, MODEL, FileChange.Side.of(new byte[] {'a'}), old).isBinary());
    assertEquals("", file(MODEL, "a", "b").by(new NoText()));
  }

  @ParameterizedTest
  @CsvSource({
    "models/new.sql, ''",
    "models/new.yml, ''",
    "tests/new.sql, ''",
    "seeds/new.csv, ''",
    "scripts/new.sql, not in a folder",
    "new.sql, not in a folder",
    "../other/new.sql, outside",
    "models/new.py, kind",
    "models/new.sh, kind"
  })
  void a_new_file_stands_where_dbt_keeps_its_own(String path, String says) {
    String found = file(path, null, "select 1").by(new NewAndGoneFiles());
    assertEquals(says.isEmpty(), found.isEmpty(), found);
    assertEquals(true, found.contains(says), found);
  }

  @Test
  void a_removed_file_is_refused() {
    assertEquals(
        "models/a.sql: the file is removed", file(MODEL, "a", null).by(new NewAndGoneFiles()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: hunter2hunter2x9",
        "api_key = 'abc123def456'",
        "-----BEGIN RSA PRIVATE KEY-----",
        "select 'AKIAABCDEFGHIJKLMNOP'",
        "token: ghp_abcdefghijklmnopqrstuvwxyz0123456789",
        "url: postgres://me:s3cret@db/prod",
        "x: 'q8Zk2LmP0sVtR4wYbN6cXdEfGhJ1uA3o'"
      })
  void a_secret_is_refused_and_not_repeated(String line) {
    String says = file(MODEL, "a\n", "a\n" + line + "\n").by(new Secrets());
    assertFalse(says.isEmpty());
    assertFalse(
        says.contains("hunter2") || says.contains("s3cret") || says.contains("q8Zk2"), says);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "password: \"{{ env_var('DBT_PASSWORD') }}\"",
        "    secret_santa as secret,",
        "token as api_token,",
        "description: The secret: how it works is described elsewhere.",
        "api_key: varchar",
        "where access_key = other.access_key",
        "password = 'changeme'",
        "- accepted_values_stg_orders_channel_web__app__phone__marketplace",
        "id: 'd41d8cd98f00b204e9800998ecf8427e'",
        "https://docs.getdbt.com/reference/resource-properties/data-tests"
      })
  void what_only_speaks_of_secrets_passes(String line) {
    assertEquals("", file(MODEL, "a\n", "a\n" + line + "\n").by(new Secrets()));
  }

  @Test
  void a_secret_that_was_there_before_is_not_ours() {
    assertEquals(
        "",
        file(MODEL, "password: hunter2hunter2x9\n", "password: hunter2hunter2x9\nb\n")
            .by(new Secrets()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{% set x = run_query('select 1') %} select 1",
        "select '{{ env_var(\"X\") }}'",
        "{{ config(pre_hook='select 1') }} select 1",
        "{{ config(post_hook=['x']) }} select 1",
        "select * from read_csv('/etc/passwd')",
        "select 1; drop table x",
        "attach 'prod.duckdb'",
        "{% do adapter.execute('x') %} select 1",
        "{% call statement('x') %} delete from y {% endcall %} select 1"
      })
  void code_that_reaches_out_is_refused(String sql) {
    assertFalse(file(MODEL, "select 1", sql).by(new ReachesOut()).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "select set_at, updated_at, created, copy from {{ ref('x') }}",
        "-- drop table x\nselect 1",
        "select statement from {{ ref('x') }}",
        "select 1 as pre_hooked",
        "with loads as (select 1) select * from loads"
      })
  void code_that_only_selects_passes(String sql) {
    assertEquals("", file(MODEL, "select 1", sql).by(new ReachesOut()));
  }

  @Test
  void what_reached_out_before_may_stay() {
    String sql = "{% set x = run_query('a') %} select ";
    assertEquals("", file(MODEL, sql + "a", sql + "b").by(new ReachesOut()));
  }

  private static final Cause SYNTAX =
      cause("syntax_error", Map.of("file", MODEL, "line", "2", "stop", "as"));
  private static final Cause MISSPELT =
      cause(
          "broken_reference",
          Map.of("file", MODEL, "name", "amuont", "near", "amount", "places", "30"));

  private static Cause cause(String kind, Map<String, String> details) {
    return new Cause(
        kind, Verdict.CODE, "model.s.a", List.of("model.s.a"), "", List.of(), details, null);
  }

  /** What the text alone decides, before anything was run. */
  private static String byAll(Given given) {
    return String.join("", Rules.ALL.stream().map(given::by).toList());
  }

  @Test
  void a_bracket_that_is_put_back_passes() {
    assertEquals(
        "",
        byAll(
            file(
                    MODEL,
                    "select\n  sum(a as x\nfrom t\njoin u on u.a = t.a\nwhere b in (1, 2)\n",
                    "select\n  sum(a) as x\nfrom t\njoin u on u.a = t.a\nwhere b in (1, 2)\n")
                .causedBy(SYNTAX)));
  }

  @Test
  void a_filter_that_comes_with_the_bracket_does_not() {
    assertEquals(
        "models/a.sql: the SQL cannot be followed, and has more filters than it had",
        byAll(
            file(
                    MODEL,
                    "select\n  sum(a as x\nfrom t\n",
                    "select\n  sum(a) as x\nfrom t\nwhere 1 = 0\n")
                .causedBy(SYNTAX)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select sum(a) as x from t join u on u.a = t.a where b > 1|left, other words change",
        "select sum(a) as x from t left join u on u.a = t.a where b > 100|1, 100",
        "select sum(a) as x from t left join u on u.a = t.a where b > 1 and c|and, c",
        "select sum(c) as x from t left join u on u.a = t.a where b > 1|a, c",
      })
  void what_could_not_be_read_keeps_its_words(String after, String says) {
    String before = "select sum(a as x from t left join u on u.a = t.a where b > 1";
    String found = file(MODEL, before, after).causedBy(SYNTAX).by(new RowsLost());
    for (String word : says.split(", ", -1)) {
      assertTrue(found.contains(word), found);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "select a as x form t where b|select a as x from t where b",
        "select sum(case when a then b) x from (t where b|select sum(case when a then b end) x from t where b",
      })
  void words_of_sql_that_were_lost_or_misspelt_come_back(String before, String after) {
    assertEquals("", file(MODEL, before, after).causedBy(SYNTAX).by(new RowsLost()));
  }

  @Test
  void a_misspelt_column_that_is_put_right_in_a_condition_passes() {
    String before = "select a from t where amuont > 1 and b";
    assertEquals(
        "", byAll(file(MODEL, before, before.replace("amuont", "amount")).causedBy(MISSPELT)));
  }

  @Test
  void another_condition_in_its_place_does_not() {
    assertEquals(
        "models/a.sql: rows may be lost by: where amuont > 2",
        byAll(
            file(MODEL, "select a from t where amuont > 1", "select a from t where amount > 2")
                .causedBy(MISSPELT)));
  }

  @Test
  void a_misspelt_column_that_nobody_decided_gives_no_leave_to_change_a_condition() {
    assertEquals(
        "models/a.sql: rows may be lost by: where amount > 1",
        byAll(
            file(MODEL, "select a from t where amuont > 1", "select a from t where amount > 1")
                .causedBy(cause("broken_reference", Map.of("name", "amuont", "near", "amount")))));
  }

  private static final Cause UNREAD =
      new Cause(
          "parse_error",
          Verdict.CODE,
          "model.s.a",
          List.of(),
          "",
          List.of(),
          Map.of("file", MODEL, "line", "2"),
          null);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{% if a %}b{% end if %}|{% if a %}b{% endif %}",
        "{% if a %}b{% endfor %}|{% if a %}b{% endif %}",
        "{% if a %}b{% endfi %}|{% if a %}b{% endif %}",
        "{% if a %}b{% elseif c %}d{% endif %}|{% if a %}b{% elif c %}d{% endif %}",
        "{% if a %}where b|{% if a %}where b;{% endif %}",
        "from {{ this } where b|from {{ this }} where b",
        "from {{ ref('a' }} x|from {{ ref('a') }} x",
      })
  void a_base_that_dbt_cannot_read_is_mended_in_its_tags(String before, String after) {
    String patched = after.replace(";", "\n");
    assertEquals("", file(MODEL, before, patched).causedBy(UNREAD).by(new BeyondTheSlip()));
    assertEquals("", file(MODEL, before, patched).causedBy(UNREAD).by(new BelongsToCause()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{% if a %}b{% end if %}|{% if c %}b{% endif %}",
        "{% if a %}b{% end if %}|{% if a %}{% endif %}",
        "{% if a %}b{% end if %}|b",
        "{% if a %}b{% end if %}|{% if a %}b{% endif %} where 1=0",
        "{% if a %}b{% end if %}|{# {% if a %}b{% end if %} #}",
        "{% if a %}b{% end if %} c|{% if a %}b c{% endif %}",
        "-- a;where b {{ this }|-- a where b {{ this }}",
        "from {{ ref('a' }}|from {{ ref('b') }}",
        "{% if a %}b like 'x%'{% end if %}|{% if a %}b like 'x'{% endif %}",
        "{% if a %}b % 2 = 1{% end if %}|{% if a %}b 2 = 1{% endif %}",
      })
  void more_than_the_slip_is_refused(String before, String after) {
    assertFalse(
        file(MODEL, before.replace(";", "\n"), after)
            .causedBy(UNREAD)
            .by(new BeyondTheSlip())
            .isEmpty());
    assertEquals("", file(MODEL, before, after).by(new BeyondTheSlip()));
  }

  @Test
  void another_file_than_the_one_that_dbt_cannot_read_is_refused() {
    assertFalse(
        file("models/b.sql", "{% end if %}", "{% endif %}")
            .causedBy(UNREAD)
            .by(new BelongsToCause())
            .isEmpty());
    assertFalse(file("models/a.yml", "a", "b").causedBy(UNREAD).by(new BeyondTheSlip()).isEmpty());
  }
}
