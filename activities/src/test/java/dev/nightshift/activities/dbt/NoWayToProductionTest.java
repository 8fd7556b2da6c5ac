package dev.nightshift.activities.dbt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.Needs;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.values.DbtResult;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a project tries from a sandbox, production stays as it was, byte for byte. */
class NoWayToProductionTest {
  @TempDir Path folder;

  private Path production;
  private World world;
  private byte[] before;

  @BeforeEach
  void a_small_shop() throws IOException {
    production = folder.resolve("shop.duckdb");
    world = new World(production);
    world.load("create schema raw; create table raw.orders as select 1 as id");
    world
        .file("dbt_project.yml", "name: shop\nversion: '1.0'\nprofile: shop\n")
        .file("models/orders.sql", "select * from {{ source('raw', 'orders') }}\n")
        .file(
            "models/sources.yml",
            "sources:\n  - name: raw\n    schema: raw\n    tables:\n      - name: orders\n");
    before = Files.readAllBytes(production);
  }

  @AfterEach
  void production_is_as_it_was() throws IOException {
    world.close();
    assertArrayEquals(before, Files.readAllBytes(production));
    assertFalse(Files.exists(Path.of(production + ".wal")));
    assertFalse(Files.exists(folder.resolve("stolen.csv")));
  }

  private Cage cage() {
    Cage cage = world.cage();
    Needs.part("bubblewrap", cage.level() == Cage.Level.BUBBLEWRAP, cage.reason());
    return cage;
  }

  private String attach() {
    return "attach '" + production + "' as away; create table away.raw.mine as select 1 as x";
  }

  private void isRefused(Cage cage, String node) {
    DbtResult result = world.run(cage, Verb.BUILD);
    assertFalse(result.success(), cage.level() + " let it through");
    assertTrue(
        result.failed().stream().anyMatch(name -> name.contains(node)),
        () -> cage.level() + ": " + result.red() + " " + result.errors());
  }

  /** Each way in is a model of its own; the honest one beside them is built. */
  @Test
  void neither_models_nor_hooks_nor_macros_nor_links_reach_it() throws IOException {
    Files.createSymbolicLink(world.project.resolve("away"), folder);
    String behindLink = world.project.resolve("away").resolve("shop.duckdb").toString();
    world.file(
        "macros/break_in.sql",
        "{% macro break_in(sql) %}{% if execute %}{% do run_query(sql) %}{% endif %}{% endmacro %}");
    Map<String, String> thieves =
        Map.of(
            "reads_the_file", "select * from read_blob('" + production + "')",
            "attaches_before", "{{ config(pre_hook=\"" + attach() + "\") }} select 1 as x",
            "copies_after", "{{ config(post_hook=\"" + copy() + "\") }} select 1 as x",
            "attaches_by_macro", "{{ break_in(\"" + attach() + "\") }} select 1 as x",
            "opens_the_door", "{{ break_in('set enable_external_access = true') }} select 1 as x",
            "moves_the_wall", "{{ break_in(\"set allowed_directories = ['/']\") }} select 1 as x",
            "follows_a_link", "{{ break_in(\"attach '" + behindLink + "' as l\") }} select 1 as x",
            "climbs", "{{ break_in(\"attach '" + climbing() + "' as c\") }} select 1 as x");
    thieves.forEach((name, sql) -> world.file("models/" + name + ".sql", sql + "\n"));

    List<Cage> cages = List.of(cage(), Cage.none("none, for the test"));
    for (Cage cage : cages) {
      DbtResult result = world.run(cage, Verb.BUILD);
      Set<String> failed = new TreeSet<>();
      result.failed().forEach(node -> failed.add(node.replace("model.shop.", "")));
      assertEquals(new TreeSet<>(thieves.keySet()), failed, () -> "" + result.errors());
      assertEquals(1, result.count("success"), () -> "" + result.counts());
    }
  }

  private String copy() {
    return "copy raw.orders to '" + folder.resolve("stolen.csv") + "'";
  }

  private String climbing() {
    Path models = world.project.resolve("models");
    return models + "/" + models.relativize(production);
  }

  @Test
  void a_hook_at_the_start_cannot_attach() {
    world.file(
        "dbt_project.yml",
        "name: shop\nversion: '1.0'\nprofile: shop\non-run-start:\n  - \"" + attach() + "\"\n");
    isRefused(Cage.none("none, for the test"), "on-run-start");
  }

  @Test
  void a_profile_of_the_project_opens_no_door() {
    world.file(
        "profiles.yml",
        "shop:\n  target: dev\n  outputs:\n    dev:\n      type: duckdb\n      path: '"
            + production
            + "'\n      attach:\n        - path: '"
            + production
            + "'\n          alias: away\n      settings:\n        enable_external_access: true\n"
            + "      plugins:\n        - module: excel\n");
    world.file(
        "models/thief.sql",
        "{{ config(pre_hook=\"create table away.raw.mine as select 1\") }} select 1 as x\n");
    isRefused(Cage.none("none, for the test"), "thief");
  }

  @Test
  void a_python_model_in_the_cage_does_not_find_it() {
    world.file("models/thief.py", python());
    DbtResult result = world.run(cage(), Verb.BUILD);

    assertEquals(List.of("model.shop.thief"), result.failed(), () -> "" + result.errors());
    assertTrue(result.red().get(0).message().contains("Cannot open"), () -> "" + result.red());
  }

  @Test
  void without_a_cage_a_python_model_is_refused() {
    world.file("models/thief.py", python());
    Cage none = Cage.none("none, for the test");

    ApplicationFailure refusal =
        assertThrows(ApplicationFailure.class, () -> world.run(none, Verb.BUILD));

    assertEquals(ErrorKind.REFUSED, ErrorKind.of(refusal));
    assertTrue(refusal.getOriginalMessage().contains("model.shop.thief"));
  }

  private String python() {
    return """
    import duckdb

    def model(dbt, session):
        away = duckdb.connect("%s")
        away.execute("create table mine as select 1")
        return session.sql("select 1 as x")
    """
        .formatted(production);
  }
}
