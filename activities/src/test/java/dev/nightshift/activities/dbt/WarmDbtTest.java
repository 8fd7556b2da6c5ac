package dev.nightshift.activities.dbt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.Needs;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The same project on two sandboxes, one run plainly and one warm, through a week of changes. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WarmDbtTest {
  /** What differs between any two runs of the same. */
  private static final Set<String> VARIES =
      Set.of(
          "generated_at",
          "invocation_id",
          "invocation_started_at",
          "run_started_at",
          "created_at",
          "elapsed_time",
          "execution_time",
          "thread_id",
          "started_at",
          "completed_at");

  @TempDir static Path folder;
  private static World plain;
  private static World warm;
  private static Runners plainly;
  private static Runners warmly;

  @BeforeAll
  static void two_shops_that_are_alike() throws IOException {
    Needs.part("bubblewrap", Warmth.CAGE.level() == Cage.Level.BUBBLEWRAP, Warmth.CAGE.reason());
    plain = shop(Files.createDirectory(folder.resolve("a")));
    warm = shop(Files.createDirectory(folder.resolve("b")));
    var dbt = plain.toolchain.required("dbt");
    plainly = Runners.plain(plain.processes, plain.cage(), dbt, plain.home);
    warmly = Warmth.WARM;
    assertTrue(warmly.warm.isPresent(), "the cage here keeps no jobs apart");
  }

  private static World shop(Path place) {
    World world = new World(place.resolve("production.duckdb"));
    return world
        .file("dbt_project.yml", "name: shop\nversion: '1.0'\nprofile: shop\n")
        .file("seeds/states.csv", "code,name\nTX,Texas\nNY,New York\n")
        .file("models/orders.sql", "select 1 as id, 'TX' as state union all select 2, 'NY'")
        .file("models/sums.sql", "select count(*) as n from {{ ref('orders') }}")
        .file(
            "models/models.yml",
            """
            models:
              - name: orders
                columns:
                  - {name: id, data_tests: [unique, not_null]}
            """)
        .file(
            "snapshots/kept.sql",
            """
            {% snapshot kept %}
            {{ config(unique_key='id', strategy='check', check_cols='all') }}
            select * from {{ ref('orders') }}
            {% endsnapshot %}
            """)
        .load("create table raw_orders as select 1 as id");
  }

  @AfterAll
  static void closed() {
    if (plain != null) {
      plain.close();
      warm.close();
    }
  }

  @Test
  @Order(1)
  void a_build_with_a_seed_and_a_snapshot() throws Exception {
    DbtResult result = same(Verb.BUILD);
    assertEquals(2, result.counts().get("pass"), result.toString());
  }

  @Test
  @Order(2)
  void an_edited_model_and_a_test_that_fails() throws Exception {
    edit("models/orders.sql", "select 1 as id, 'TX' as state union all select 1, 'NY'");
    assertEquals(1, same(Verb.BUILD).counts().get("fail"));
  }

  @Test
  @Order(3)
  void an_error_in_sql() throws Exception {
    edit("models/orders.sql", "select 1 as id, 'TX' as state");
    edit("models/sums.sql", "select nonesuch from {{ ref('orders') }}");
    assertEquals(1, same(Verb.BUILD).counts().get("error"));
  }

  @Test
  @Order(4)
  void a_macro_that_is_not_there() throws Exception {
    edit("models/sums.sql", "select {{ nonesuch() }} as n from {{ ref('orders') }}");
    assertEquals("Compilation Error", same(Verb.COMPILE).errors().get(0).code());
  }

  @Test
  @Order(5)
  void yaml_that_cannot_be_read_and_its_repair() throws Exception {
    edit("models/sums.sql", "select count(*) as n from {{ ref('orders') }}");
    edit("models/more.yml", "models:\n  - name: sums\n   description: [");
    assertEquals("models/more.yml", same(Verb.PARSE).errors().get(0).file());
    edit("models/more.yml", "models:\n  - name: sums\n    description: all of them\n");
    assertTrue(same(Verb.PARSE).success());
  }

  @Test
  @Order(6)
  void a_macro_that_overrides_dbts_own() throws Exception {
    edit(
        "macros/mine.sql",
        "{% macro generate_alias_name(custom_alias_name=none, node=none) %}my_{{ node.name }}"
            + "{% endmacro %}");
    DbtResult result = same(Verb.BUILD);
    assertTrue(warm.blobs.text(result.runResults()).contains("my_orders"));
  }

  @Test
  @Order(7)
  void an_option_that_dbt_does_not_know() throws Exception {
    assertEquals("Usage Error", same(Verb.BUILD, "--nonesuch").errors().get(0).code());
  }

  @Test
  @Order(8)
  void a_list_of_what_is_selected_whatever_the_threads() throws Exception {
    DbtResult result = same(Verb.LIST, List.of("sums", "states"), 2);
    assertTrue(result.success(), result.toString());
    String log = warm.blobs.text(result.log());
    assertTrue(log.contains("shop.sums") && log.contains("shop.states"), log);
    assertFalse(log.contains("shop.orders"), log);
  }

  @Test
  @Order(9)
  void packages_whatever_the_threads() throws Exception {
    DbtResult result = same(Verb.DEPS, List.of(), 2);
    assertTrue(result.success(), result.toString());
  }

  @Test
  @Order(10)
  void an_operation_with_its_arguments() throws Exception {
    edit(
        "macros/counts.sql",
        "{% macro counts(of) %}"
            + "{% set n = run_query('select count(*) from ' ~ ref(of)).columns[0].values()[0] %}"
            + "{{ log(of ~ ' has ' ~ n, info=true) }}{% endmacro %}");
    DbtResult result = same(Verb.RUN_OPERATION, List.of(), 2, "counts", "--args", "{of: states}");
    assertTrue(result.success(), result.toString());
    String log = warm.blobs.text(result.log());
    assertTrue(log.contains("states has 2"), log);
  }

  private static void edit(String file, String text) {
    plain.file(file, text);
    warm.file(file, text);
  }

  /** The warm one's result, when both are the same in all that does not vary. */
  private static DbtResult same(Verb verb, String... arguments) throws Exception {
    return same(verb, List.of(), 0, arguments);
  }

  private static DbtResult same(Verb verb, List<String> select, int threads, String... arguments)
      throws Exception {
    CompletableFuture<DbtResult> one =
        CompletableFuture.supplyAsync(() -> plain.run(plainly, verb, select, threads, arguments));
    int before = warmly.warm.orElseThrow().done();
    DbtResult other = warm.run(warmly, verb, select, threads, arguments);
    assertEquals(before + 1, warmly.warm.orElseThrow().done(), "it was not done warm");
    DbtResult expected = one.get();
    assertEquals(told(plain, expected), told(warm, other));
    assertAlike(
        artifact(plain, expected.runResults()), artifact(warm, other.runResults()), "run results");
    assertAlike(artifact(plain, expected.manifest()), artifact(warm, other.manifest()), "manifest");
    return other;
  }

  /** Only the first lines that differ: the whole would be a thousand. */
  private static void assertAlike(String expected, String actual, String what) {
    List<String> lines = expected.lines().toList();
    List<String> others = actual.lines().toList();
    for (int i = 0; i < Math.min(lines.size(), others.size()); i++) {
      assertEquals(lines.get(i), others.get(i), what + ", line " + i);
    }
    assertEquals(lines.size(), others.size(), what);
  }

  private static String told(World world, DbtResult result) {
    return neutral(
        world,
        List.of(
                result.verb(),
                result.success(),
                result.exitCode(),
                result.counts(),
                result.red().stream()
                    .map(red -> red.node() + red.status() + red.message())
                    .toList(),
                result.errors())
            .toString());
  }

  private static String artifact(World world, BlobRef blob) throws IOException {
    if (blob == null) {
      return "none";
    }
    JsonNode root = Converter.json().readTree(world.blobs.text(blob));
    strip(root);
    Set<String> results = new TreeSet<>();
    root.path("results").forEach(result -> results.add(result.path("unique_id") + " " + result));
    if (root.has("results")) {
      ((ObjectNode) root).set("results", Converter.json().valueToTree(results));
    }
    Object sorted = Converter.json().treeToValue(root, Object.class);
    return neutral(
        world,
        Converter.json()
            .writerWithDefaultPrettyPrinter()
            .with(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .writeValueAsString(sorted));
  }

  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(
          object
              .propertyStream()
              .map(java.util.Map.Entry::getKey)
              .filter(VARIES::contains)
              .collect(Collectors.toSet()));
    }
    node.forEach(WarmDbtTest::strip);
  }

  /** Jobs have folders of their own, under names that chance makes. */
  private static String neutral(World world, String text) {
    return text.replace(world.project.toString(), "<project>")
        .replace(world.sandbox().name(), "<sandbox>")
        .replaceAll(world.home.jobs() + "/[^/\"]+", "<job>");
  }
}
