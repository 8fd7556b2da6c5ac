package dev.nightshift.activities.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.dbt.World;
import dev.nightshift.activities.inference.Check;
import dev.nightshift.activities.inference.Kind;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.warehouse.DuckDbDoors;
import dev.nightshift.activities.warehouse.Production.Relation;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.ports.Tests.Draft;
import dev.nightshift.workflows.ports.Tests.Judged;
import dev.nightshift.workflows.ports.Tests.Plan;
import dev.nightshift.workflows.ports.Tests.Scope;
import dev.nightshift.workflows.ports.Tests.Subject;
import dev.nightshift.workflows.ports.Tests.Survey;
import dev.nightshift.workflows.ports.Tests.Written;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A team that tests the keys of its models, and a model without tests: with a real dbt. */
class TestWorkTest {
  private static final List<String> THINGS = List.of("store", "item", "coupon", "cart", "visit");
  private static final Workspace WORKSPACE = new Workspace("shop", "", "", "main", null);

  @TempDir Path folder;
  private World world;
  private TestWork work;
  private DuckDbDoors doors;

  @BeforeEach
  void a_shop() {
    world = new World(folder.resolve("shop.duckdb"));
    world.file("dbt_project.yml", "name: shop\nversion: '1.0'\nprofile: the_shop\n");
    StringBuilder load = new StringBuilder("create schema raw;");
    StringBuilder properties = new StringBuilder("version: 2\n\nmodels:\n");
    StringBuilder sources =
        new StringBuilder("version: 2\n\nsources:\n  - name: raw\n    schema: raw\n    tables:\n");
    for (String thing : THINGS) {
      load.append("create table raw.%1$ss as select 1 as id, 1 as kind;".formatted(thing));
      sources.append("      - name: %ss%n".formatted(thing));
      world.file(
          "models/stg_%ss.sql".formatted(thing),
          "select id as %1$s_id, kind from {{ source('raw', '%1$ss') }}%n".formatted(thing));
      properties.append(
          """
            - name: stg_%1$ss
              columns:
                - name: %1$s_id
                  data_tests:
                    - unique
                    - not_null
          """
              .formatted(thing));
    }
    load.append(
        "create table raw.orders as select i as id, i % 4 as store, case i % 2 when 0 then 'open'"
            + " else 'paid' end as status from range(100) r(i)");
    sources.append("      - name: orders\n");
    world.load(load.toString());
    world.file("models/staging.yml", properties.toString());
    world.file("models/sources.yml", sources.toString());
    world.file(
        "models/stg_orders.sql",
        "select id as order_id, store as store_id, status from {{ source('raw', 'orders') }}\n");
    doors =
        new DuckDbDoors(
            world.settings(), world.home, world.toolchain, world.processes, detail -> {});
    work =
        new TestWork(
            (workspace, attempt) -> new World.FolderCheckout(world.project),
            doors,
            world.blobs,
            () -> new Attempt("test", 1));
  }

  @AfterEach
  void close() {
    world.close();
  }

  @Test
  void what_the_data_confirms_is_written_runs_and_holds() throws IOException {
    Written written = written(planned("stg_orders"));
    assertEquals(List.of("models/staging.yml"), written.files());
    assertTrue(
        text("models/staging.yml")
            .endsWith(
                """
                  - name: stg_orders
                    columns:
                      - name: order_id
                        data_tests:
                          - unique
                          - not_null
                      - name: store_id
                        data_tests:
                          - not_null
                """),
        text("models/staging.yml"));
    Judged judged = tested(written);
    assertTrue(judged.settled(), told(judged.plans().get(0)).toString());
    assertEquals(3, judged.plans().get(0).written());
  }

  @Test
  void a_few_rows_against_a_key_are_the_datas_fault_and_it_only_warns() throws IOException {
    world.load("insert into raw.orders values (7, 1, 'open'), (null, 1, 'paid')");
    Written written = written(planned("stg_orders"));
    String text = text("models/staging.yml");
    assertTrue(
        text.contains("# DATA ISSUE: 1 of 101 rows repeats the order_id of another — investigate"),
        text);
    assertTrue(text.contains("severity: warn"), text);
    assertTrue(text.contains("# DATA ISSUE: 1 of 102 rows has no order_id — investigate"), text);
    Judged judged = tested(written);
    assertTrue(judged.settled(), told(judged.plans().get(0)).toString());
    assertEquals(2, judged.plans().get(0).warning());
  }

  @Test
  void columns_that_are_unique_together_are_tested_without_the_package_too() throws IOException {
    world.file(
        "models/lines.sql",
        "select id as order_id, store as store_id, count(*) as n"
            + " from {{ source('raw', 'orders') }} group by 1, 2\n");
    run(Verb.RUN, "lines");
    run(Verb.COMPILE, "lines");
    Tests.Model model = survey("lines").models().get(0);
    PlannedTest key =
        new PlannedTest(
            new Check(Kind.COMBINATION, List.of("order_id", "store_id"), List.of(), "", ""),
            0.9,
            List.of("a row is one by them"),
            Fate.WRITTEN,
            "");
    Plan plan = new Plans(world.blobs).of(model, List.of(key), "", "", false);
    Judged judged = tested(written(plan));
    assertTrue(judged.settled(), told(judged.plans().get(0)).toString());
    assertEquals(1, judged.plans().get(0).written());
    assertTrue(text("tests/generic/unique_together.sql").contains("having count(*) > 1"));
  }

  @Test
  void a_key_that_most_rows_are_against_is_none() throws IOException {
    world.load("update raw.orders set id = id % 10");
    Plan plan = planned("stg_orders");
    assertTrue(
        told(plan).contains("LEFT unique order_id 90 of 100 rows repeat the order_id of another"),
        told(plan).toString());
    assertFalse(text("models/staging.yml").contains("stg_orders"));
  }

  @Test
  void a_model_that_could_not_be_built_is_planned_and_nothing_of_it_is_written() {
    world.file("models/stg_orders.sql", "select nothing as order_id from nowhere\n");
    DbtResult built = run(Verb.RUN, "stg_orders");
    assertEquals(List.of("model.shop.stg_orders"), built.failed());
    Survey survey = survey("stg_orders");
    Plan plan =
        work.plan(
            new Subject(
                WORKSPACE, manifest, world.sandbox(), survey.models().get(0), built.runResults()));
    assertEquals(0, plan.written());
    assertTrue(plan.failed());
    assertTrue(plan.trouble().startsWith("it could not be built: "), plan.trouble());
    Plan never =
        work.plan(new Subject(WORKSPACE, manifest, world.sandbox(), survey.models().get(0), null));
    assertEquals(0, never.written(), "what stands in production is another one");
    assertTrue(never.trouble().startsWith("dbt did not build it"), never.trouble());
  }

  @Test
  void more_than_a_reviewer_reads_is_left_the_surest_is_written() {
    Plan plan = planned("stg_orders");
    Written written = work.write(new Draft(WORKSPACE, manifest, List.of(plan), 1));
    assertEquals(1, written.plans().get(0).written());
    assertTrue(
        told(written.plans().get(0)).stream()
            .anyMatch(one -> one.endsWith("no more than 1 tests are written at once")),
        told(written.plans().get(0)).toString());
  }

  @Test
  void a_list_is_compared_as_dbt_compares_it_and_nulls_confirm_nothing() {
    world.load(
        "update raw.orders set status = null where id > 10;"
            + " create table raw.marks as select i::double as id, i % 2 = 0 as even, null::varchar as none"
            + " from range(40) r(i)");
    world.file("models/marks.sql", "select id % 3 as mark, even, none, id from raw.marks\n");
    DbtResult built = run(Verb.RUN, "marks");
    assertTrue(built.success());
    try (var door = doors.inside(world.sandbox())) {
      Counted counted =
          new Counting(
                  door,
                  new Relation("", "main", "marks"),
                  name -> Optional.of(new Relation("", "main", "marks")))
              .of(
                  List.of(
                      accepted("mark", "0", "1", "2"),
                      accepted("even", "True", "False"),
                      accepted("none", "a"),
                      accepted("id", "x"),
                      new Check(Kind.RELATIONSHIPS, List.of("id"), List.of(), "marks", "mark"),
                      new Check(Kind.COMBINATION, List.of("mark", "none"), List.of(), "", "")));
      assertEquals(new Counted.Rows(40, 0), counted.of(accepted("mark", "0", "1", "2")).get());
      assertEquals(new Counted.Rows(40, 0), counted.of(accepted("even", "True", "False")).get());
      assertEquals(new Counted.Rows(0, 0), counted.of(accepted("none", "a")).get());
      assertEquals(
          "the column is of a type that cannot be compared so", counted.why(accepted("id", "x")));
      assertTrue(counted.of().containsValue(new Counted.Rows(40, 37)), "both orphans and repeats");
    }
  }

  private static Check accepted(String column, String... values) {
    return new Check(Kind.ACCEPTED_VALUES, List.of(column), List.of(values), "", "");
  }

  @Test
  void a_test_that_dbt_did_not_run_does_not_hold() {
    Written written = written(planned("stg_orders"));
    DbtResult other = run(Verb.TEST, "stg_items");
    Judged judged = work.judge(new Draft(WORKSPACE, other.manifest(), written.plans(), 100), other);
    assertFalse(judged.settled());
    assertEquals(0, judged.plans().get(0).written());
    assertTrue(
        told(judged.plans().get(0))
            .contains("LEFT unique order_id dbt does not run it where it was written"),
        told(judged.plans().get(0)).toString());
  }

  @Test
  void a_test_that_fails_when_it_is_run_is_planned_no_more() throws IOException {
    Written written = written(planned("stg_orders"));
    world.file("models/stg_orders.sql", "select 1 as order_id union all select 1");
    assertTrue(run(Verb.RUN, "stg_orders").success());
    Judged judged = tested(written);
    assertFalse(judged.settled());
    assertTrue(
        told(judged.plans().get(0)).stream()
            .anyMatch(one -> one.startsWith("LEFT unique order_id it fails: Got 1 result")),
        told(judged.plans().get(0)).toString());
    assertEquals(written.plans().get(0).written() - 2, judged.plans().get(0).written());
  }

  @Test
  void models_are_meant_by_name_or_by_file_and_what_is_none_is_said() {
    run(Verb.COMPILE, "stg_orders");
    Survey survey =
        work.survey(
            new Scope(
                WORKSPACE,
                manifest,
                List.of("stg_items", "stg_cats"),
                List.of("models/stg_carts.sql")));
    assertEquals(List.of("stg_items"), survey.models().stream().map(Tests.Model::name).toList());
    assertEquals(
        List.of("There is no model «stg_cats», or it is switched off; did you mean stg_carts?"),
        survey.notes());
    Scope changed = new Scope(WORKSPACE, manifest, null, List.of("models/stg_carts.sql"));
    assertEquals(
        List.of("stg_carts"),
        work.survey(changed).models().stream().map(Tests.Model::name).toList());
  }

  private BlobRef manifest;

  private Survey survey(String name) {
    return work.survey(new Scope(WORKSPACE, manifest, List.of(name), List.of()));
  }

  private Plan planned(String name) {
    DbtResult built = run(Verb.RUN, name);
    assertTrue(built.success());
    run(Verb.COMPILE, "1+" + name + "+1");
    Tests.Model model = survey(name).models().get(0);
    return work.plan(new Subject(WORKSPACE, manifest, world.sandbox(), model, built.runResults()));
  }

  private Written written(Plan plan) {
    return work.write(new Draft(WORKSPACE, manifest, List.of(plan), 100));
  }

  private Judged tested(Written written) {
    DbtResult run = run(Verb.TEST, written.plans().get(0).model().name());
    return work.judge(new Draft(WORKSPACE, manifest, written.plans(), 100), run);
  }

  private DbtResult run(Verb verb, String select) {
    DbtResult result =
        world
            .dbt(world.cage())
            .run(
                new Dbt.Command(
                    verb, WORKSPACE, world.sandbox(), List.of(select), null, null, null, 0, 120));
    manifest = result.manifest();
    return result;
  }

  /** As in {@code LEFT unique id why}. */
  private List<String> told(Plan plan) {
    return new Plans(world.blobs)
        .tests(plan).stream()
            .map(
                test -> {
                  Check check = test.check();
                  return String.join(
                          " ",
                          test.fate().name(),
                          check.kind().name().toLowerCase(Locale.ROOT),
                          String.join(",", check.columns()),
                          test.why())
                      .strip();
                })
            .toList();
  }

  private String text(String file) throws IOException {
    return Files.readString(world.project.resolve(file));
  }
}
