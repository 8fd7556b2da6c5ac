package dev.nightshift.bench.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.bench.diagnosis.Judgement.Tried;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundTest {
  private static final String ABSENT =
      "{\"status\": \"error\", \"message\": \"Catalog Error: Table with name raw.o does not exist\"}";

  private static final String PASSED = "{\"status\": \"success\", \"message\": \"OK\"}";

  private static final String OTHER =
      "{\"status\": \"error\", \"message\": \"Parser Error: syntax error at or near x\"}";

  @TempDir Path folder;

  @Test
  void a_run_fails_for_want_of_data_where_nothing_else_is_wrong() throws IOException {
    assertTrue(Ground.isForWantOfData(results(PASSED + ", " + ABSENT)));
    assertFalse(Ground.isForWantOfData(results(ABSENT + ", " + OTHER)));
  }

  @Test
  void what_a_run_before_has_left_says_nothing_of_one_that_stopped() throws IOException {
    assertFalse(Ground.isForWantOfData(results(PASSED)));
    assertFalse(Ground.isForWantOfData(folder.resolve("none.json")));
  }

  private Path results(String all) throws IOException {
    return Files.writeString(folder.resolve("run_results.json"), all(all));
  }

  @Test
  void a_step_that_fails_before_the_run_is_told_with_what_it_said() throws Exception {
    assertEquals(
        "break ended with 3 («no such table»)", told("break: echo no such table; exit 3\n"));
    assertEquals("prepare ended with 4", told("prepare: exit 4\n"));
  }

  /** Up to where it is kept. */
  private String told(String steps) throws Exception {
    Path one = Files.createDirectories(folder.resolve("one/project")).getParent();
    Files.writeString(one.resolve("project/dbt_project.yml"), "name: shop\nprofile: shop\n");
    Files.writeString(one.resolve("case.yml"), "project: project\n" + steps);
    Ground ground =
        new Ground(Case.read(one), folder.resolve("ground"), new Shell(folder, Map.of()));
    return assertThrows(IOException.class, () -> ground.lay(folder.resolve("bare.git")))
        .getMessage()
        .replaceAll("; see .*", "");
  }

  @Test
  void what_a_case_says_of_its_fault_is_not_committed_beside_the_project() throws Exception {
    Path one = Files.createDirectories(folder.resolve("one"));
    Files.writeString(one.resolve("dbt_project.yml"), "name: shop\nprofile: shop\n");
    Files.writeString(one.resolve("fault.sh"), "echo 'select 1' > a.sql\n");
    Files.writeString(one.resolve("case.yml"), "project: .\nbreak: ./fault.sh\n");
    Path place = folder.resolve("ground");
    new Ground(Case.read(one), place, new Shell(folder, Map.of())).lay(folder.resolve("bare.git"));
    try (Stream<Path> files = Files.list(place.resolve("committed"))) {
      assertEquals(
          List.of("a.sql", "dbt_project.yml"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void without_its_data_a_project_is_told_of_by_what_compiling_it_says() throws Exception {
    assertTrue(keptOf("echo '%s' > target/run_results.json; exit 1").contains("syntax error"));
    assertTrue(keptOf("rm -f target/run_results.json; exit 1").isEmpty(), "stopped without any");
    assertTrue(keptOf("exit 0").contains("does not exist"), "the build's word stands");
  }

  /** What is kept of a build that wants its data where {@code dbt compile} does this. */
  private String keptOf(String compiling) throws Exception {
    Path one = Files.createDirectories(folder.resolve("one/project/target")).getParent();
    Files.writeString(one.resolve("dbt_project.yml"), "name: shop\nprofile: shop\n");
    Files.writeString(one.resolveSibling("case.yml"), "expect: {verdict: CODE}\n");
    Path dbt = Files.createDirectories(folder.resolve("tools")).resolve("dbt");
    Files.writeString(
        dbt,
        "#!/bin/sh\nif [ $1 = compile ]; then "
            + compiling.formatted(all(OTHER))
            + "; fi\necho '"
            + all(ABSENT)
            + "' > target/run_results.json\nexit 1\n");
    Files.setPosixFilePermissions(dbt, PosixFilePermissions.fromString("rwx------"));
    Ground ground =
        new Ground(
            Case.read(one.getParent()),
            folder.resolve("ground"),
            new Shell(dbt.getParent(), Map.of()));
    ground.lay(Files.createTempDirectory(folder, "bare").resolve("project.git"));
    assertTrue(ground.fails());
    Path kept = ground.artifacts().resolve("last/run_results.json");
    return Files.exists(kept) ? Files.readString(kept) : "";
  }

  private static String all(String results) {
    return "{\"results\": [" + results + "]}";
  }

  @Test
  void what_failed_may_pass_with_a_fix_that_the_check_does_not_take() throws Exception {
    Path one = Files.createDirectories(folder.resolve("one/project/models")).getParent();
    Files.writeString(one.resolve("dbt_project.yml"), "name: shop\nprofile: shop\n");
    Files.writeString(one.resolve("models/a.sql"), "select 2\n");
    Files.writeString(
        one.resolveSibling("case.yml"),
        "run: grep -q 1 models/a.sql\nexpect: {check: grep -q 10 models/a.sql}\n");
    Case read = Case.read(one.getParent());
    Ground ground = new Ground(read, folder.resolve("ground"), new Shell(folder, Map.of()));
    ground.lay(folder.resolve("bare.git"));
    assertTrue(ground.fails());
    assertEquals(new Tried(true, true), tried(read, ground, "select 10"));
    assertEquals(new Tried(true, false), tried(read, ground, "select 1"));
    assertEquals(new Tried(false, false), tried(read, ground, "select 3"));
    assertEquals(
        new Tried(false, false), Diagnosis.tried(read, ground, "no patch at all", List.of()));
    assertEquals("select 2\n", Files.readString(ground.project().resolve("models/a.sql")));
  }

  private static Tried tried(Case one, Ground ground, String instead) throws Exception {
    String patch =
        "--- a/models/a.sql\n+++ b/models/a.sql\n@@ -1 +1 @@\n-select 2\n+" + instead + "\n";
    return Diagnosis.tried(one, ground, patch, List.of());
  }

  @Test
  void a_profile_that_leads_out_of_the_copy_is_not_used() throws IOException {
    Path project = Files.createDirectories(folder.resolve("night/project"));
    Files.writeString(project.resolve("dbt_project.yml"), "name: shop\nprofile: shop\n");
    for (String path : List.of("/data/shop.duckdb", "../../../shop.duckdb")) {
      Profile profile = profile(project, path);
      assertEquals(folder.resolve("profile/nothing.duckdb"), profile.database(), path);
    }
    assertEquals(
        folder.resolve("night/shop.duckdb"), profile(project, "../shop.duckdb").database());
  }

  private Profile profile(Path project, String path) throws IOException {
    Files.writeString(
        project.resolve("profiles.yml"),
        "shop: {target: prod, outputs: {prod: {type: duckdb, path: '" + path + "'}}}\n");
    return Profile.of(project, Optional.empty(), folder.resolve("profile"));
  }

  @Test
  void a_database_lies_where_the_projects_own_profile_looks_for_it() throws Exception {
    assertEquals("rows", Files.readString(laid("one", "path: shop.duckdb")));
    assertTrue(Files.notExists(laid("two", "path: shop.duckdb, attach: [{path: x/raw.db}]")));
  }

  /** What lies where the profile looks; the case gives a database beside the project. */
  private Path laid(String name, String output) throws Exception {
    Path one = Files.createDirectories(folder.resolve(name).resolve("project")).getParent();
    Files.writeString(one.resolve("project/dbt_project.yml"), "name: shop\nprofile: shop\n");
    Files.writeString(
        one.resolve("project/profiles.yml"),
        "shop: {target: a, outputs: {a: {type: duckdb, " + output + "}}}\n");
    Files.writeString(one.resolve("raw.db"), "rows");
    Files.writeString(one.resolve("case.yml"), "project: project\ndatabase: raw.db\nbreak: ':'\n");
    Path place = folder.resolve("ground of " + name);
    Ground ground = new Ground(Case.read(one), place, new Shell(folder, Map.of()));
    ground.lay(folder.resolve(name + ".git"));
    return ground.project().resolve("shop.duckdb");
  }
}
