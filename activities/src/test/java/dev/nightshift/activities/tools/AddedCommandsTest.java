package dev.nightshift.activities.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.git.Code;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Programs;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.activities.warehouse.DuckDbLooks;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Models.Opening;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Given;
import dev.nightshift.workflows.ports.Tools.Use;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Added;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands of a policy, by real programs in a real cage. */
class AddedCommandsTest {
  private static final Toolchain TOOLCHAIN = Toolchain.of(Home.of(System.getenv()));

  @TempDir Path temporary;

  private Code code;
  private Workspace workspace;
  private Processes processes;
  private Home home;

  @BeforeEach
  void project() throws IOException {
    home = new Home(temporary.resolve("home"));
    processes = new Processes(home);
    code = new Code(temporary);
    code.write("dbt/models/orders.sql", "select\n  id\nfrom raw.orders\n");
    code.write("dbt/packages.yml", "packages: []\n");
    code.write("dbt/mend.sh", "echo '-- mended' >> models/orders.sql\n");
    code.write("dbt/spoil.sh", "echo '-- spoilt' >> packages.yml; echo x > models/new.sql\n");
    workspace = code.commit("dbt");
  }

  @AfterEach
  void all_ended() {
    processes.close();
  }

  private ToolBook book(Cage cage, Added... commands) {
    Policy policy =
        new Policy(
            null, null, 0, 0, 0, 0, null, null, 0, null, 0, 0, 0, List.of(commands), null, null);
    Settings settings =
        new Settings(
            temporary,
            null,
            null,
            List.of(
                Settings.Project.of("shop", Code.REPOSITORY)
                    .subfolder("dbt")
                    .policy(policy)
                    .made()));
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.put("NIGHTSHIFT_GITHUB_TOKEN", "secret");
    return new ToolBook(
        settings,
        code.checkouts(),
        code.blobs(),
        command -> {
          throw new AssertionError("dbt ran");
        },
        new DuckDbLooks(null, home),
        message -> "",
        Unasked.LINEAR,
        Unasked.SERVERS,
        new AddedCommands(
            processes,
            cage,
            new Programs(environment, home),
            detail -> {},
            () -> new Attempt("session/1/use", 1)));
  }

  private Given said(String command, Added... commands) throws IOException {
    return said(
        Cage.tried(TOOLCHAIN.tool("bubblewrap").map(Toolchain.Tool::path), home, processes),
        command,
        commands);
  }

  private Given said(Cage cage, String command, Added... commands) throws IOException {
    String arguments = Converter.json().writeValueAsString(Map.of("command", command));
    return book(cage, commands)
        .use(
            new Use(
                "session/1/1",
                "remediator",
                "run_terminal_command",
                code.blobs().putText("arguments.json", arguments),
                workspace,
                null,
                null));
  }

  @Test
  void one_that_writes_is_only_for_whoever_may_write() throws IOException {
    code.write(
        "dbt/.nightshift/agents/remediator.yml",
        "name: remediator\nrole: x\ngoal: y\ntools: {mode: denylist, list: [write_file]}\n");
    workspace = code.commit("dbt");
    Added mends = new Added("sh mend.sh", List.of(), true);
    Given given = said("sh mend.sh", mends);
    assertTrue(given.refused(), text(given));
    assertNull(given.workspace());
    assertTrue(given.refusal().contains("does not give you write_file"), given.refusal());
    Added looks = new Added("cat", List.of(), false);
    given = said("cat models/orders.sql", looks);
    assertFalse(given.refused(), text(given));
  }

  private String text(Given given) {
    return code.blobs().readText(given.content());
  }

  private static Added reads(String run) {
    return new Added(run, null, false);
  }

  private static Added writes(String run) {
    return new Added(run, null, true);
  }

  @Test
  void what_the_policy_says_is_run_with_paths_of_the_project() throws IOException {
    Given given = said("wc -l models/orders.sql", reads("wc -l"), reads("wc"));
    assertFalse(given.failed() || given.refused(), text(given));
    assertTrue(text(given).startsWith("It ended with the exit code 0.\n<<<DATA "), text(given));
    assertTrue(text(given).contains("3 ./models/orders.sql"), text(given));
  }

  @Test
  void a_file_with_the_name_of_an_option_is_a_file() throws IOException {
    code.write("dbt/-c", "one\n");
    code.write("dbt/@x", "-c\n");
    workspace = code.commit("dbt");
    assertTrue(text(said("wc -l ./-c", reads("wc -l"))).contains("1 ./-c"));
    assertTrue(text(said("wc -l @x", reads("wc -l"))).contains("1 ./@x"));
  }

  @Test
  void more_than_anybody_reviews_is_not_kept() throws IOException {
    code.write("dbt/flood.sh", "head -c 3000000 /dev/zero | tr '\\0' 'x' > models/x.sql\n");
    workspace = code.commit("dbt");
    Given given = said("sh flood.sh", writes("sh flood.sh"));
    assertTrue(given.failed() && given.workspace() == null, text(given));
    assertTrue(text(given).contains("more than anybody reviews"), text(given));
  }

  @Test
  void a_long_output_keeps_its_marks() throws IOException {
    code.write("dbt/long.sh", "seq 1 20000\n");
    workspace = code.commit("dbt");
    String text = text(said("sh long.sh", reads("sh long.sh")));
    assertTrue(text.contains("characters more)") && text.strip().endsWith(">>>"), text);
  }

  @Test
  void that_it_failed_is_an_answer() throws IOException {
    Given given = said("grep -c nothing models/orders.sql", reads("grep -c nothing"));
    assertFalse(given.failed(), text(given));
    assertTrue(text(given).startsWith("It ended with the exit code 1."), text(given));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wc -l -c models/orders.sql | paths of the project alone, and -c is none",
        "wc -l --files0-from=x | paths of the project alone",
        "wc -l ./-c | there is no ./-c",
        "wc -l ../secret.txt | outside of the project",
        "wc -l /etc/passwd | outside of the project",
        "wc -l .git/config | Git's own",
        "wc -l models/absent.sql | there is no models/absent.sql",
        "wc models/orders.sql | known are",
        "wc -l models/orders.sql; id | there is no shell here",
      })
  void nothing_else_is(String command, String why) throws IOException {
    Given given = said(command, reads("wc -l"));
    assertTrue(given.failed() || given.refused(), text(given));
    assertTrue(text(given).contains(why), text(given));
  }

  @Test
  void it_sees_the_project_and_no_secret() throws IOException {
    Given given = said("env", reads("env"));
    assertFalse(text(given).contains("NIGHTSHIFT_GITHUB_TOKEN"), text(given));
    Files.writeString(temporary.resolve("outside.txt"), "outside");
    code.write("dbt/look.sh", "ls " + temporary + "; cat " + temporary + "/outside.txt\n");
    workspace = code.commit("dbt");
    given = said("sh look.sh", reads("sh look.sh"));
    assertTrue(text(given).contains("No such file"), text(given));
  }

  @Test
  void what_it_writes_is_kept_where_the_policy_says_so() throws IOException {
    Given given = said("sh mend.sh", reads("sh mend.sh"));
    assertNull(given.workspace(), text(given));
    given = said("sh mend.sh", writes("sh mend.sh"));
    assertEquals(List.of("models/orders.sql"), given.files());
    assertTrue(code.blobs().readText(given.workspace().patch()).contains("+-- mended"));
  }

  @Test
  void what_nobody_may_change_is_refused_with_all_that_it_wrote() throws IOException {
    Given given = said("sh spoil.sh", writes("sh spoil.sh"));
    assertTrue(given.refused(), text(given));
    assertTrue(text(given).contains("protects **/packages.yml"), text(given));
    assertNull(given.workspace());
  }

  @Test
  void without_a_cage_and_without_a_program_nothing_is_run() throws IOException {
    Given given = said(Cage.none("no namespaces"), "wc -l models", reads("wc -l"));
    assertTrue(given.failed() && text(given).contains("no cage: no namespaces"), text(given));
    given = said("no-such-linter models", reads("no-such-linter"));
    assertTrue(text(given).contains("there is no program no-such-linter"), text(given));
    given = said("wc models", new Added("wc", List.of("/nowhere"), false));
    assertTrue(text(given).contains("/nowhere is not there"), text(given));
  }

  @Test
  void an_agent_is_told_of_them() throws IOException {
    Engines.Task task = new Engines.Task("remediator", "model:x", "mend", workspace, null, null);
    ToolBook book = book(Cage.none(""), reads("sqlfluff lint --dialect duckdb"));
    Opening opening =
        Converter.json().readValue(code.blobs().read(book.kit(task).opening()), Opening.class);
    ToolShape shape =
        opening.tools().stream()
            .filter(one -> one.name().equals("run_terminal_command"))
            .findFirst()
            .orElseThrow();
    assertTrue(
        shape.description().contains("; sqlfluff lint --dialect duckdb, with paths of the project"),
        shape.description());
  }
}
