package dev.nightshift.activities.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.FolderCheckouts;
import dev.nightshift.activities.edit.LastNight;
import dev.nightshift.activities.edit.MemoryBlobs;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.workflows.ports.Engines.Result;
import dev.nightshift.workflows.ports.Engines.Step;
import dev.nightshift.workflows.ports.Engines.Task;
import dev.nightshift.workflows.ports.Engines.Tried;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Cause.Option;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.KnowledgeMatch;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesEngineTest {
  @TempDir Path scratch;
  private final MemoryBlobs blobs = new MemoryBlobs();

  @Test
  void last_night_is_mended_as_its_patch_says() throws Exception {
    var checkouts = new FolderCheckouts(LastNight.SAMPLE.resolve("project"), scratch, blobs);
    Workspace base = LastNight.BASE;

    Result result =
        new RulesEngine(checkouts, (workspace, green) -> Lately.UNKNOWN)
            .work(
                new Task(
                    "fixer",
                    "rules",
                    "",
                    base,
                    List.of(LastNight.RENAMED, LastNight.CHANNEL),
                    null));

    assertEquals("done", result.stopped());
    assertEquals(
        List.of(
            "dbt_project.yml", "models/staging/_sources.yml", "models/staging/stg_payments.sql"),
        result.files());
    try (var patched = checkouts.open(base.with(result.patch()), "look")) {
      assertEquals(
          Files.readString(LastNight.SAMPLE.resolve("scenarios/last-night/fix.patch"))
              .replaceAll("(?m)^(@@ .* @@).*$", "$1"),
          UnifiedDiff.of(LastNight.SAMPLE.resolve("project"), patched.root(), result.files()));
    }
    Step first = result.steps().get(0);
    assertEquals(List.of(LastNight.RENAMED.signature()), first.causes());
    try (var half = checkouts.open(base.with(first.patch()), "half")) {
      assertEquals(
          List.of("models/staging/_sources.yml", "models/staging/stg_payments.sql"),
          half.changedFiles());
    }
    assertEquals(
        List.of(new Step(List.of(LastNight.CHANNEL.signature()), result.patch())),
        result.steps().subList(1, result.steps().size()));
  }

  private static final String MODEL = "select id, amount from {{ source('raw', 'payments') }}\n";
  private static final String SOURCES =
      FolderCheckouts.lines(
          "sources:",
          "  - name: raw",
          "    tables:",
          "      - name: payments",
          "        columns:",
          "          - name: amount");

  private Result work(Map<String, String> files, Cause... causes) {
    var checkouts = FolderCheckouts.of(scratch, blobs, files);
    return new RulesEngine(checkouts, (workspace, green) -> Lately.UNKNOWN)
        .work(new Task("fixer", "rules", "", LastNight.BASE, List.of(causes), null));
  }

  @Test
  void a_cause_that_is_refused_leaves_no_edit() {
    Result result =
        work(
            Map.of(
                "dbt_project.yml",
                "name: x\nvars:\n  order_channels: [web]\n",
                "models/a.sql",
                MODEL,
                "models/b.sql",
                "select {{ money('amount') }} from {{ source('raw', 'payments') }}",
                "models/_sources.yml",
                SOURCES),
            LastNight.RENAMED,
            LastNight.CHANNEL);
    assertEquals(List.of("dbt_project.yml"), result.files());
    assertEquals("done", result.stopped());
    assertTrue(result.explanation().contains("is left as it is: `models/b.sql`: a macro is told"));
  }

  private static Cause misnamed(String node) {
    return new Cause(
        "compilation_error",
        Verdict.CODE,
        node,
        List.of(node),
        "",
        null,
        Map.of("role", "MODEL", "name", "tres", "meant", "trees", "named_in", "models/a.sql"),
        null);
  }

  @Test
  void what_another_causes_edit_mended_is_not_left_and_makes_no_empty_commit() {
    Result result =
        work(
            Map.of("dbt_project.yml", "name: x\n", "models/a.sql", "select {{ ref('tres') }}\n"),
            misnamed("model.x.a"),
            misnamed("test.x.b"));
    assertEquals(List.of(), result.left());
    assertEquals(
        List.of(
            new Step(
                List.of("compilation_error:model.x.a", "compilation_error:test.x.b"),
                result.patch())),
        result.steps());
  }

  @Test
  void where_one_way_did_not_hold_the_other_is_gone_and_then_no_more() throws Exception {
    Map<String, String> details = new HashMap<>(misnamed("model.x.a").details());
    details.put("file", "models/a.sql");
    details.put(
        "pieces",
        Pieces.written(
            List.of(
                new Pieces.Piece(
                    1, List.of("select 1 as id"), List.of("select {{ ref('tres') }}")))));
    Cause cause =
        new Cause(
            "compilation_error", Verdict.CODE, "model.x.a", List.of(), "", null, details, null);
    var checkouts =
        FolderCheckouts.of(
            scratch,
            blobs,
            Map.of("dbt_project.yml", "name: x\n", "models/a.sql", "select {{ ref('tres') }}\n"));
    RulesEngine engine = new RulesEngine(checkouts, (workspace, green) -> Lately.UNKNOWN);

    BlobRef followed = engine.work(task(List.of(), cause)).patch();
    List<Tried> one = List.of(new Tried(followed, List.of("dbt_failed: it is red")));
    BlobRef undone = engine.work(task(one, cause)).patch();
    List<Tried> both = List.of(one.get(0), new Tried(undone, List.of("no")));

    assertEquals("select {{ ref('trees') }}\n", text(checkouts, followed));
    assertEquals("select 1 as id\n", text(checkouts, undone));
    assertEquals(followed, engine.work(task(both, cause)).patch(), "which is nothing new");
  }

  private static Task task(List<Tried> tried, Cause... causes) {
    return new Task("fixer", "rules", "", LastNight.BASE, List.of(causes), null, tried, null);
  }

  private static String text(FolderCheckouts checkouts, BlobRef patch) throws Exception {
    try (var patched = checkouts.open(LastNight.BASE.with(patch), "look")) {
      return Files.readString(patched.root().resolve("models/a.sql"));
    }
  }

  @Test
  void with_nothing_to_propose_it_gives_up() {
    Result result = work(Map.of("dbt_project.yml", "name: x\n"), LastNight.RENAMED);
    assertEquals("gave_up", result.stopped());
    assertNull(result.patch());
    assertTrue(result.explanation().contains("nothing in the project names the column"));
  }

  @Test
  void a_model_that_reads_the_table_through_a_macro_of_its_own_is_said_to() {
    Result result =
        work(
            Map.of(
                "dbt_project.yml",
                "name: x\n",
                "models/sources.yml",
                SOURCES,
                "models/a.sql",
                "select id, amount from {{ loaded('raw', 'payments') }}\n"),
            LastNight.RENAMED);
    assertNull(result.patch());
    assertTrue(
        result.explanation().contains("`models/a.sql`: it names the column, and reads the table"),
        result.explanation());
  }

  @Test
  void a_variable_or_a_name_that_is_called_like_the_table_is_no_hindrance() {
    Result result =
        work(
            Map.of(
                "dbt_project.yml",
                "name: x\n",
                "models/sources.yml",
                SOURCES,
                "models/a.sql",
                MODEL,
                "models/b.sql",
                "{% set kind = 'payments' %}select amount, {{ var('payments') }} from {{ ref('a')"
                    + " }}\n"),
            LastNight.RENAMED);
    assertTrue(result.files().contains("models/a.sql"), result.explanation());
  }

  @Test
  void a_model_of_another_model_that_is_called_like_the_table_is_no_hindrance() {
    Result result =
        work(
            Map.of(
                "dbt_project.yml",
                "name: x\n",
                "models/sources.yml",
                SOURCES,
                "models/a.sql",
                MODEL,
                "models/b.sql",
                "select amount from {{ ref('payments') }}\n"),
            LastNight.RENAMED);
    assertTrue(result.files().contains("models/a.sql"), result.explanation());
  }

  @Test
  void other_verdicts_are_not_its_business() {
    assertEquals(
        "", work(Map.of("dbt_project.yml", "name: x\n"), LastNight.DUPLICATES).explanation());
  }

  private static Cause fanOut(Map<String, String> details) {
    return new Cause(
        "fan_out",
        Verdict.CODE,
        "model.x.tours",
        List.of("test.x.u"),
        "",
        List.of(),
        details,
        null);
  }

  private static final Map<String, String> PROVEN =
      Map.of(
          "file", "models/tours.sql",
          "joined", "model.x.tickets",
          "by", "trip_id",
          "instead", "model.x.tickets_by_trip",
          "reads", "price>highest_price,trip_id");
  private static final String TOURS =
      "select t.trip_id, k.price as highest_price\nfrom {{ ref('trips') }} t\nleft join"
          + " {{ ref('tickets') }} k on t.trip_id = k.trip_id\n";

  @Test
  void a_join_is_mended_in_its_own_model_and_the_reason_is_told() {
    Result result =
        work(
            Map.of(
                "dbt_project.yml", "name: x\n", "models/tours.sql", TOURS, "models/b.sql", TOURS),
            fanOut(PROVEN));
    assertEquals(List.of("models/tours.sql"), result.files());
    assertTrue(
        result
            .explanation()
            .startsWith(
                "**`model.x.tours`** (fan out)\n\n- `models/tours.sql`: joins `tickets_by_trip`"
                    + " where it joined `tickets`, at that join only.\n- `price` is `highest_price`"
                    + " there, as the model calls it already.\n- No row is dropped by chance:"),
        result.explanation());
  }

  @Test
  void a_join_of_which_nothing_is_proven_is_left_to_a_person() {
    Map<String, String> files = Map.of("dbt_project.yml", "name: x\n", "models/tours.sql", TOURS);
    Result told = work(files, fanOut(Map.of("undecided", "which seat is for a person to say")));
    assertEquals("which seat is for a person to say", told.left().get(0).why());
    assertEquals("gave_up", told.stopped());
    assertEquals("gave_up", work(files, fanOut(Map.of())).stopped());
  }

  @Test
  void a_join_that_was_written_anew_since_is_left_alone() {
    Result result =
        work(
            Map.of(
                "dbt_project.yml",
                "name: x\n",
                "models/tours.sql",
                TOURS.replace("k.price", "k.seat, k.price")),
            fanOut(PROVEN));
    assertTrue(
        result.left().get(0).why().contains("reads seat of tickets, which nobody has compared"),
        result.explanation());
  }

  @Test
  void folders_are_where_the_project_says() {
    Result result =
        work(
            Map.of(
                "dbt_project.yml",
                "name: x\nmodel-paths: [transform]\ntest-paths: [checks]\n",
                "transform/deep/a.sql",
                MODEL,
                "models/not_ours.sql",
                MODEL,
                "checks/c.sql",
                "select * from {{ source('raw', 'payments') }} where amount < 0",
                "transform/s.yaml",
                SOURCES),
            LastNight.RENAMED);
    assertEquals(
        List.of("checks/c.sql", "transform/deep/a.sql", "transform/s.yaml"), result.files());
  }

  @Test
  void a_python_model_that_may_read_the_column_is_left_to_a_person() {
    Result result =
        work(
            Map.of(
                "dbt_project.yml",
                "name: x\n",
                "models/a.sql",
                MODEL,
                "models/p.py",
                "df = dbt.source('raw', 'payments'); df['amount']"),
            LastNight.RENAMED);
    assertEquals("gave_up", result.stopped());
  }

  private static Cause documented(DocumentedChange change) {
    return new Cause(
        "documented_fix",
        Verdict.CODE,
        "x",
        List.of(),
        "",
        List.of(),
        Map.of(),
        new KnowledgeMatch("e", "", "", "", change));
  }

  @Test
  void a_documented_row_is_added_to_its_seed() throws Exception {
    String seed = "seeds/ways.csv";
    Map<String, String> files = Map.of("dbt_project.yml", "name: x\n", seed, "way,says\na,A\n");
    Result result = work(files, documented(new DocumentedChange(seed, "", "add", "b,B")));
    assertEquals(List.of(seed), result.files());
    assertTrue(result.explanation().contains("adds `b,B`, as the entry says"));
  }

  @Test
  void what_a_person_chose_is_added_and_said_to_be_theirs() {
    String list = "models/_m.yml";
    String text =
        """
        models:
          - name: m
            columns:
              - name: way
                data_tests:
                  - accepted_values:
                      values: [a]
        """;
    String key = "models.m.columns.way.data_tests.accepted_values.values";
    Cause chosen =
        new Cause("undocumented_value", null, "model.s.m.way", List.of(), "", null, null, null)
            .answered(
                Option.of("add_b", "b", new DocumentedChange(list, key, "add", "b")), "ana", "");
    Result result = work(Map.of("dbt_project.yml", "name: x\n", list, text), chosen);
    assertEquals(List.of(list), result.files());
    assertTrue(result.explanation().contains("as the answer says"), result.explanation());
  }

  private static final String GROUPS =
      """
      select id,
          case channel
              when 'web' then 'online'
              else 'other'
          end as channel_group
      from {{ ref('stg_orders') }}
      """;

  @Test
  void a_documented_value_is_added_to_what_a_model_maps() throws Exception {
    String model = "models/a.sql";
    Result result =
        work(
            Map.of("dbt_project.yml", "name: x\n", model, GROUPS),
            documented(new DocumentedChange(model, "channel_group", "add", "'kiosk': 'in_store'")));
    assertEquals(List.of(model), result.files());
    assertTrue(
        result
            .explanation()
            .contains("adds `'kiosk': 'in_store'` to `channel_group`, as the entry says"),
        result.explanation());
    try (var patched =
        FolderCheckouts.of(scratch, blobs, Map.of("dbt_project.yml", "name: x\n", model, GROUPS))
            .open(LastNight.BASE.with(result.patch()), "look")) {
      String web = "when 'web' then 'online'\n";
      assertEquals(
          GROUPS.replace(web, web + "        when 'kiosk' then 'in_store'\n"),
          Files.readString(patched.project().resolve(model)));
    }
  }

  @Test
  void a_mapping_that_is_more_than_that_is_left_to_a_person() {
    Map<String, String> files =
        Map.of("dbt_project.yml", "name: x\n", "models/a.sql", GROUPS, "models/b.sql", MODEL);
    for (DocumentedChange change :
        List.of(
            new DocumentedChange("models/a.sql", "channel_group", "set", "'kiosk': 'in_store'"),
            new DocumentedChange("models/a.sql", "channel_group", "add", "'web': 'in_store'"),
            new DocumentedChange("models/a.sql", "channel_group", "add", "'web': 'online'"),
            new DocumentedChange("models/b.sql", "channel_group", "add", "'kiosk': 'in_store'"))) {
      Result result = work(files, documented(change));
      assertEquals("gave_up", result.stopped(), change.toString());
    }
  }

  @Test
  void a_quote_within_a_text_is_written_as_the_warehouse_has_it_or_not_at_all() {
    Map<String, String> files = Map.of("dbt_project.yml", "name: x\n", "models/a.sql", GROUPS);
    Cause value =
        documented(
            new DocumentedChange("models/a.sql", "channel_group", "add", "'o''neill': 'desk'"));
    assertEquals("done", work(files, value.withDetails(Map.of("adapter", "duckdb"))).stopped());
    Result other = work(files, value.withDetails(Map.of("adapter", "bigquery")));
    assertEquals("gave_up", other.stopped());
    assertTrue(
        other.explanation().contains("this warehouse does not read the quote in 'o''neill'"),
        other.explanation());
  }

  @Test
  void a_file_that_is_not_ours_is_not_edited() {
    Cause cause =
        new Cause(
            "documented_value",
            Verdict.CODE,
            "x",
            List.of(),
            "",
            List.of(),
            Map.of(),
            new KnowledgeMatch(
                "e", "", "", "", new DocumentedChange("../outside.yml", "a", "set", "1")));
    assertEquals("gave_up", work(Map.of("dbt_project.yml", "name: x\n"), cause).stopped());
  }

  /** A fixer as somebody may write it tomorrow. */
  private static final class Careless implements Fixer {
    @Override
    public String kind() {
      return "renamed_source_column";
    }

    @Override
    public Remedy fix(Cause cause, ProjectText project) {
      throw new IllegalStateException("kim@example.com");
    }
  }

  @Test
  void a_fixer_that_breaks_leaves_its_own_cause_alone_and_mends_the_others() {
    var checkouts =
        FolderCheckouts.of(
            scratch,
            blobs,
            Map.of(
                "dbt_project.yml",
                "name: x\nvars:\n  order_channels: [web]\n",
                "models/a.sql",
                MODEL));
    Result result =
        new RulesEngine(
                checkouts,
                (workspace, green) -> Lately.UNKNOWN,
                List.of(new Careless(), new DocumentedFixer("documented_value")))
            .work(
                new Task(
                    "fixer",
                    "rules",
                    "",
                    LastNight.BASE,
                    List.of(LastNight.RENAMED, LastNight.CHANNEL),
                    null));
    assertEquals(List.of("dbt_project.yml"), result.files());
    assertEquals(LastNight.RENAMED.signature(), result.left().get(0).cause());
    assertTrue(result.left().get(0).why().contains("broke at this project"), result.explanation());
    assertFalse(result.toString().contains("kim@example.com"), result.toString());
  }

  @Test
  void a_refusal_without_a_reason_is_a_refusal() {
    assertTrue(Remedy.refused("").isRefused());
  }
}
