package dev.nightshift.activities.dbt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectRunnersTest {
  @TempDir Path folder;
  private final ProjectRunners dbts =
      new ProjectRunners(Warmth.PROCESSES, Warmth.CAGE, Warmth.HOME, Warmth.WARM);

  @Test
  void a_project_that_names_no_dbt_gets_the_provisioned_one() {
    assertSame(Warmth.WARM, dbts.apply(project(null)));
  }

  @Test
  void a_project_that_names_one_is_run_with_it_even_behind_a_link() throws IOException {
    Path link = folder.resolve("bin/our-dbt");
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Warmth.TOOLCHAIN.required("dbt").path());
    try (World world = new World(folder.resolve("shop.duckdb"))) {
      world
          .file("dbt_project.yml", "name: shop\nversion: '1.0'\nprofile: shop\n")
          .load("create table raw_orders as select 1 as id");
      Runners own = dbts.apply(project(link));
      assertTrue(own.warm.isEmpty(), "nobody has shown that it can be kept warm");

      DbtResult result =
          world
              .dbt(own)
              .run(
                  new Dbt.Command(
                      Verb.PARSE,
                      new Workspace("shop", "", "", "", null),
                      world.sandbox(),
                      null,
                      null,
                      null,
                      List.of(),
                      0,
                      120));

      assertTrue(result.success(), result.toString());
      assertEquals("1.12.6", ProjectRunners.version(link, world.processes));
    }
  }

  @Test
  void a_program_that_is_no_dbt_is_told_with_what_it_said() throws IOException {
    Path silent = program("#!/bin/sh\n");
    assertSaid(silent + " is no dbt: no Python that has dbt-core runs it.", silent);
    assertSaid("Asked for its --version, it said nothing.", silent);
    assertSaid("it said «a teapot 1.0».", program("#!/bin/sh\necho; echo 'a teapot 1.0'\n"));
  }

  private Path program(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("program"), text);
    assertTrue(file.toFile().setExecutable(true));
    return file;
  }

  private static void assertSaid(String says, Path program) {
    ApplicationFailure failure =
        assertThrows(
            ApplicationFailure.class, () -> ProjectRunners.version(program, Warmth.PROCESSES));
    assertEquals(ErrorKind.BAD_INPUT, ErrorKind.of(failure));
    assertTrue(failure.getOriginalMessage().contains(says), failure.getOriginalMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"#!%s -I\n", "#! %s\n", "#!/bin/sh\n'''exec' %s \"$0\" \"$@\"\n' '''\n"})
  void the_script_names_its_python(String head) throws IOException {
    assertEquals(
        Path.of("/bin/cat"), ProjectRunners.interpreter(script(head, Path.of("/bin/cat"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"'", "\""})
  void a_python_whose_path_has_a_space_is_named_in_the_second_line(String quote)
      throws IOException {
    Path python = Files.createDirectories(folder.resolve("a home")).resolve("python");
    Files.createSymbolicLink(python, Path.of("/bin/cat"));
    String head = "#!/bin/sh\n'''exec' " + quote + "%s" + quote + " \"$0\" \"$@\"\n' '''\n";
    assertEquals(python, ProjectRunners.interpreter(script(head, python)));
  }

  private Path script(String head, Path python) throws IOException {
    return Files.writeString(folder.resolve("dbt"), head.formatted(python) + "import dbt\n");
  }

  @Test
  void a_program_that_is_not_there_is_told_with_its_key() {
    ApplicationFailure failure =
        assertThrows(
            ApplicationFailure.class, () -> dbts.apply(project(folder.resolve("nowhere/dbt"))));
    assertEquals(ErrorKind.BAD_INPUT, ErrorKind.of(failure));
    assertTrue(failure.getOriginalMessage().contains("projects[].dbt of shop"));
  }

  private static Settings.Project project(Path dbt) {
    return Settings.Project.of("shop", "").dbt(dbt).made();
  }
}
