package dev.nightshift.starter.scenario;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.configuration.ConfigurationProblem;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.FakeDoors;
import dev.nightshift.starter.cli.Refusal;
import dev.nightshift.workflows.durable.Converter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ScenariosCommandTest {
  private static final Told RIGHT =
      new Told("late-data", true, "REPORT", List.of("TRANSIENT late_source"), List.of(), "w", 1, 2);
  private static final Told WRONG =
      new Told("fan-out", false, "REPORT", List.of(), List.of("left red: a"), "x", 1, 2.5);

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void programs_get_each_scenario_as_json_and_nothing_else() throws IOException {
    ScenariosCommand command = command("--json");
    command.tell(WRONG);
    assertEquals(1, command.conclude(List.of(WRONG, RIGHT), List.of(Way.GITHUB)));
    JsonNode told = Converter.json().readTree(out());
    assertEquals(2, told.size());
    assertEquals("fan-out", told.at("/0/scenario").asText());
    assertEquals("[false, true]", told.findValues("asExpected").toString());
    assertEquals("left red: a", told.at("/0/differences/0").asText());
    assertEquals("TRANSIENT late_source", told.at("/1/causes/0").asText());
    assertEquals("2.5", told.at("/0/flowSeconds").toString());
  }

  @Test
  void people_get_a_line_for_each_and_the_sum() throws IOException {
    ScenariosCommand command = command();
    command.tell(RIGHT);
    assertEquals(0, command.conclude(List.of(RIGHT), List.of()));
    assertTrue(out().startsWith("ok      late-data"), out());
    assertTrue(out().endsWith("1 of 1 end as their files say\n"), out());
  }

  @Test
  void an_engine_that_nobody_knows_is_told_before_anything_is_built() throws IOException {
    ConfigurationProblem problem =
        assertThrows(
            ConfigurationProblem.class, () -> command("late-data", "--engine", "oracle").call());
    assertTrue(problem.getMessage().contains("«oracle»"), problem.getMessage());
    assertTrue(problem.getMessage().contains("rules"), problem.getMessage());
    assertEquals("", out());
  }

  @Test
  void an_engine_that_no_script_plays_is_told_as_well() {
    Refusal refusal =
        assertThrows(Refusal.class, () -> command("late-data", "--alike", "codex,oracle").call());
    assertTrue(refusal.getMessage().contains("model:openai-chat"), refusal.getMessage());
  }

  @Test
  void a_model_of_a_teams_own_is_known_by_its_file() throws IOException {
    Path file = folder.resolve("nightshift.yml");
    assertEquals("", command("late-data").own());
    Files.writeString(
        file,
        """
        models:
          - {name: ours, api: anthropic, model: x, prices: {input: 3, output: 15}}
        agents: [{name: one, command: [one], model: ours, folders: [lib, /opt/x]}]
        projects: [{name: shop}]
        """);
    ScenariosCommand command = command("late-data", "--engine", "model:ours");
    assertEquals(
        "ours",
        Converter.json()
            .readTree(
                json(
                    command
                        .own()
                        .lines()
                        .takeWhile(line -> !line.startsWith("agents"))
                        .collect(joining())))
            .at("/0/name")
            .asText());
    assertFalse(command.own().contains("shop"), "its projects are not played");
    assertTrue(command.own().contains("\"" + folder.resolve("lib") + "\""), command.own());
    assertTrue(command.own().contains("\"/opt/x\""), command.own());
  }

  private static String json(String yaml) {
    return yaml.substring(yaml.indexOf(':') + 1);
  }

  private ScenariosCommand command(String... words) throws IOException {
    Home home = new Home(folder.resolve("home"));
    if (Files.notExists(home.root())) {
      Files.createDirectories(home.root());
      Files.copy(Home.of(System.getenv()).toolchain(), home.toolchain());
    }
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    Map<String, String> environment =
        Map.of("NIGHTSHIFT_HOME", home.root().toString(), "NIGHTSHIFT_CHECKOUT", "..");
    ScenariosCommand command =
        new ScenariosCommand(new Desk(print, print, environment, folder, false, new FakeDoors()));
    new CommandLine(command).parseArgs(words);
    return command;
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
