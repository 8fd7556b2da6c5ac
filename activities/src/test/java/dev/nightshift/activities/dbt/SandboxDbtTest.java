package dev.nightshift.activities.dbt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.Needs;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.activities.warehouse.SandboxFolder;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxDbtTest {
  @TempDir Path folder;

  private World world;
  private Cage cage;

  @BeforeEach
  void a_small_shop() {
    world = new World(folder.resolve("shop.duckdb"));
    world.load("create schema raw; create table raw.orders as select 1 as id");
    world
        .file("dbt_project.yml", "name: shop\nversion: '1.0'\nprofile: the_shop\n")
        .file("models/orders.sql", "select * from {{ source('raw', 'orders') }}\n")
        .file(
            "models/sources.yml",
            """
            sources:
              - name: raw
                schema: raw
                tables:
                  - name: orders
            """);
    cage = world.cage();
    Needs.part("bubblewrap", cage.level() == Cage.Level.BUBBLEWRAP, cage.reason());
  }

  @AfterEach
  void nothing_is_left_behind() throws IOException {
    world.close();
    Path jobs = world.home.root().resolve("jobs");
    if (Files.exists(jobs)) {
      try (var left = Files.list(jobs)) {
        assertEquals(List.of(), left.toList());
      }
    }
  }

  @Test
  void a_sandbox_remembers_that_changed_code_ran_in_it() {
    Path mark = SandboxFolder.of(world.home, world.sandbox().name()).root().resolve("touched");
    changed(Verb.PARSE);
    assertTrue(world.run(cage, Verb.COMPILE).success());
    assertFalse(Files.exists(mark), "to parse runs nothing, and the base is the base");
    changed(Verb.COMPILE);
    assertTrue(Files.exists(mark));
  }

  private void changed(Verb verb) {
    Workspace changed = new Workspace("shop", "", "", "main", new BlobRef("patch", 1, "a patch"));
    Dbt.Command command =
        new Dbt.Command(verb, changed, world.sandbox(), null, null, null, List.of(), 0, 120);
    assertTrue(world.dbt(cage).run(command).success());
  }

  @Test
  void red_nodes_are_a_result_with_what_failed_before_what_was_skipped() {
    world
        .file("models/above.sql", "select * from {{ ref('broken') }}\n")
        .file("models/broken.sql", "select nope from {{ ref('orders') }}\n")
        .file("models/leaf.sql", "select 1 as id\n")
        .file("tests/none.sql", "select * from {{ ref('leaf') }}\n");

    DbtResult result = world.run(cage, Verb.BUILD);

    assertFalse(result.success());
    assertEquals(1, result.exitCode());
    assertEquals(Map.of("success", 2, "error", 1, "skipped", 1, "fail", 1), result.counts());
    assertEquals(List.of("model.shop.broken", "test.shop.none"), result.failed());
    assertTrue(result.red().get(0).message().contains("\"nope\""), () -> "" + result.red());
    assertEquals(1, result.red().get(1).failures());
    assertTrue(result.red().get(2).skipped());
    assertEquals(List.of(), result.errors());
    assertTrue(world.blobs.text(result.runResults()).contains("model.shop.broken"));
  }

  @Test
  void a_project_that_does_not_parse_is_a_result_with_file_and_line() {
    world.file("models/wrong.sql", "select 1\n{% if %}\n");

    DbtResult result = world.run(cage, Verb.BUILD);

    assertFalse(result.success());
    assertEquals("models/wrong.sql", result.errors().get(0).file());
    assertEquals(2, result.errors().get(0).line());
    assertNull(result.runResults());
    assertNotNull(result.log());
  }

  @Test
  void a_word_that_dbt_does_not_know_is_a_result() {
    DbtResult result = world.run(cage, Verb.BUILD, "--no-such-word");
    assertFalse(result.success());
    assertEquals("Usage Error", result.errors().get(0).code());
    assertTrue(result.errors().get(0).message().contains("--no-such-word"));
  }

  @Test
  void results_that_an_earlier_invocation_left_are_not_those_of_one_that_did_not_parse() {
    world
        .file("packages.yml", "packages:\n  - local: shared\n")
        .file(
            "our-dbt",
            """
            #!/bin/sh
            for word; do
              [ "$before" = --log-path ] && results=$word/../target/run_results.json
              before=$word
            done
            case " $* " in
            *" deps "*)
              echo '{"results": [{"unique_id": "model.shop.old", "status": "error"}]}' > "$results"
              ;;
            *)
              echo '{"info": {"name": "Broken", "level": "error"}, "data": {"exc": "no parse"}}'
              exit 2
              ;;
            esac
            """);
    Path program = world.project.resolve("our-dbt");
    assertTrue(program.toFile().setExecutable(true, false));
    Toolchain.Tool leaving = new Toolchain.Tool("dbt", program, world.python(), "");

    DbtResult result =
        world.run(Runners.plain(world.processes, cage, leaving, world.home), Verb.BUILD);

    assertEquals("build", result.verb());
    assertNull(result.runResults());
    assertEquals(List.of(), result.red());
    assertEquals("no parse", result.errors().get(0).message());
  }

  @Test
  void what_does_not_end_in_its_time_is_a_result_and_the_sandbox_serves_the_next() {
    world.file(
        "models/endless.sql",
        "{{ config(materialized='table') }}"
            + "select count(*) as n from range(1000000) a, range(1000000) b, range(1000000) c"
            + " where a.range + b.range + c.range = 1\n");
    Workspace workspace = new Workspace("shop", "", "", "main", null);
    Dbt.Command hasty =
        new Dbt.Command(Verb.BUILD, workspace, world.sandbox(), null, null, null, null, 0, 1);
    assertTrue(world.run(cage, Verb.PARSE).success(), "it is warm");
    DbtResult late = world.dbt(cage).run(hasty);
    assertFalse(late.success());
    assertEquals("dbt did not end within 1 s", late.notEnded());
    assertNotNull(late.log());
    assertTrue(world.run(cage, Verb.PARSE).success());
  }

  @Test
  void target_schema_variables_and_environment_are_the_projects_own_but_for_the_database() {
    world
        .target("night")
        .environment("SHOP_PATH", world.production.toString())
        .environment("SHOP_CITY", "Lund")
        .file(
            "profiles.yml",
            """
            the_shop:
              target: dev
              outputs:
                night:
                  type: duckdb
                  path: "{{ env_var('SHOP_PATH') }}"
                  schema: "{{ env_var('SHOP_CITY') | lower }}_marts"
                  threads: 3
                  settings:
                    default_null_order: nulls_last
            """)
        .file(
            "models/seen.sql",
            "select '{{ this }}|{{ target.name }}|{{ target.schema }}|{{ target.threads }}|"
                + "{{ var(\"day\") }}|{{ env_var(\"SHOP_PATH\") }}|' ||"
                + " current_setting('default_null_order') as seen\n");
    Workspace workspace = new Workspace("shop", "", "", "main", null);

    DbtResult result =
        world
            .dbt(cage)
            .run(
                new Dbt.Command(
                    Verb.SHOW,
                    workspace,
                    world.sandbox(),
                    List.of("seen"),
                    null,
                    Map.of("day", "monday"),
                    List.of("--output", "json"),
                    0,
                    60));

    assertTrue(result.success(), () -> "" + result.errors());
    String log = world.blobs.text(result.log());
    String sandboxed =
        world.home.sandboxes().resolve(world.sandbox().name() + "/database/shop.duckdb").toString();
    assertTrue(log.contains("|night|lund_marts|3|monday|" + sandboxed + "|"), log);
    assertTrue(log.contains("shop.lund_marts.seen") || log.contains("lund_marts"), log);
    assertFalse(log.contains(world.production.toString()));
  }

  @Test
  void packages_that_are_files_beside_the_project_are_put_in_first() {
    world
        .file("packages.yml", "packages:\n  - local: shared\n")
        .file("shared/dbt_project.yml", "name: shared\nversion: '1.0'\n")
        .file("shared/macros/twice.sql", "{% macro twice(x) %}{{ x }} * 2{% endmacro %}\n")
        .file(
            "models/doubled.sql", "select {{ shared.twice('id') }} as x from {{ ref('orders') }}");

    DbtResult result = world.run(cage, Verb.BUILD);

    assertTrue(result.success(), () -> result.errors() + " " + result.red());
    assertEquals(2, result.count("success"));
  }

  @Test
  void seeds_are_loaded_from_the_projects_own_files() {
    world.file("seeds/cities.csv", "id,name\n1,Lund\n2,Umeå\n");
    DbtResult result = world.run(cage, Verb.BUILD);
    assertTrue(result.success(), () -> result.errors() + " " + result.red());
  }

  @Test
  void a_link_in_the_place_of_an_artifact_is_not_followed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret.json"), "s3cret");
    try (JobFolder job = JobFolder.open(world.home, new Attempt("wf/1", 1))) {
      Files.createSymbolicLink(job.target().resolve("run_results.json"), secret);
      assertTrue(job.artifact("run_results.json").isEmpty());

      Files.createDirectory(folder.resolve("elsewhere"));
      Files.writeString(folder.resolve("elsewhere/manifest.json"), "s3cret");
      Files.delete(job.target().resolve("run_results.json"));
      Files.delete(job.target());
      Files.createSymbolicLink(job.target(), folder.resolve("elsewhere"));
      assertTrue(job.artifact("manifest.json").isEmpty());
    }
    assertTrue(Files.exists(secret));
  }
}
