package dev.nightshift.activities.dbt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.Needs;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.values.DbtResult;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchedPackagesTest {
  @TempDir Path folder;

  private World world;
  private HubDouble hub;

  @BeforeEach
  void a_project_that_lists_a_package_of_the_registry() throws IOException {
    world = new World(folder.resolve("shop.duckdb"));
    Needs.part("bubblewrap", world.cage().level() == Cage.Level.BUBBLEWRAP, world.cage().reason());
    world.load("create schema raw");
    hub = new HubDouble(archive());
    world
        .environment("DBT_PACKAGE_HUB_URL", hub.address())
        .within(List.of(hub.host()), true)
        .file("dbt_project.yml", "name: shop\nversion: '1.0'\nprofile: the_shop\n")
        .file("packages.yml", "packages:\n  - package: acme/shared\n    version: [\">=1.0.0\"]\n")
        .file("models/doubled.sql", "select {{ shared.twice('21') }} as x\n");
  }

  private Path archive() throws IOException {
    Path shared = Files.createDirectories(folder.resolve("shared-1.2.0"));
    Files.writeString(
        shared.resolve("dbt_project.yml"),
        """
        name: shared
        version: '1.2.0'
        on-run-end:
        - "create table main.noted as select 1 as x"
        """);
    Path macros = Files.createDirectories(shared.resolve("macros"));
    Files.writeString(macros.resolve("twice.sql"), "{% macro twice(x) %}{{ x }} * 2{% endmacro %}");
    Path archive = folder.resolve("shared.tgz");
    String code =
        "import sys, tarfile; tarfile.open(sys.argv[1], 'w:gz').add(sys.argv[2], 'shared-1.2.0')";
    world.run(
        List.of(world.python().toString(), "-c", code, archive.toString(), shared.toString()));
    return archive;
  }

  @AfterEach
  void closed() {
    hub.close();
    world.close();
    Folders.delete(world.home.packages());
  }

  @Test
  void they_are_fetched_from_within_the_cage_and_once() throws IOException {
    DbtResult first = world.run(world.cage(), Verb.BUILD);
    assertTrue(first.success(), () -> first.errors() + " " + first.red());
    assertEquals(2, first.count("success"), "the model and the package's hook");
    List<String> asked = List.copyOf(hub.asked);
    assertTrue(asked.contains("/shared-1.2.0"), asked.toString());

    // Another job has a fresh checkout.
    Folders.delete(world.project.resolve("dbt_packages"));
    Files.delete(world.project.resolve("package-lock.yml"));
    assertTrue(world.run(world.cage(), Verb.PARSE).success());
    assertEquals(asked, hub.asked);
  }

  @Test
  void hooks_of_the_project_and_of_its_packages_can_be_left_out() {
    world
        .within(List.of(hub.host()), false)
        .file(
            "dbt_project.yml",
            """
            name: shop
            on-run-start: "select * from nowhere_at_all"
            profile: the_shop
            version: '1.0'
            """);

    DbtResult result = world.run(world.cage(), Verb.BUILD);

    assertTrue(result.success(), () -> result.errors() + " " + result.red());
    assertEquals(1, result.count("success"));
  }

  @Test
  void another_host_is_named_with_the_key_that_would_allow_it() {
    world.within(List.of("packages.example.com"), true);
    ApplicationFailure failure =
        assertThrows(ApplicationFailure.class, () -> world.run(world.cage(), Verb.PARSE));
    assertEquals(ErrorKind.REFUSED.name(), failure.getType());
    assertTrue(failure.getOriginalMessage().contains("127.0.0.1"), failure.getOriginalMessage());
    assertTrue(failure.getOriginalMessage().contains("sandbox.package_hosts"));
    assertEquals(List.of(), hub.asked);
  }

  @Test
  void a_host_that_is_away_is_waited_for_and_in_the_end_told_of() {
    hub.close();
    world.attempt(new Attempt("away", 1));
    ApplicationFailure failure =
        assertThrows(ApplicationFailure.class, () -> world.run(world.cage(), Verb.PARSE));
    assertEquals(ErrorKind.UNAVAILABLE.name(), failure.getType());
    assertFalse(failure.isNonRetryable());

    world.attempt(new Attempt("away", 6));
    failure = assertThrows(ApplicationFailure.class, () -> world.run(world.cage(), Verb.PARSE));
    assertTrue(failure.isNonRetryable());
    assertTrue(failure.getOriginalMessage().contains("6 times"), failure.getOriginalMessage());
  }

  @Test
  void they_are_put_nowhere_but_into_the_checkout() throws IOException {
    Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
    Files.createSymbolicLink(world.project.resolve("way"), elsewhere);
    for (String path : List.of("../outside", "way/out")) {
      world.file(
          "dbt_project.yml",
          "name: shop\nprofile: the_shop\npackages-install-path: " + path + "\n");
      ApplicationFailure failure =
          assertThrows(ApplicationFailure.class, () -> world.run(world.cage(), Verb.PARSE));
      assertEquals(ErrorKind.REFUSED.name(), failure.getType());
    }
    try (var left = Files.list(elsewhere)) {
      assertEquals(List.of(), left.toList());
    }
  }
}
