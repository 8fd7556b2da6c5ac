package dev.nightshift.activities.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents that a file says how to start. */
class AgentSettingsTest {
  private static final String FILE =
      """
      models:
        - {name: claude, api: anthropic, model: claude-x, prices: {input: 3, output: 15}}
      projects:
        - name: shop
          repository: acme/shop
          engine: [rules, "acp:%s"]
          warehouse: {kind: duckdb, path: shop.duckdb}
      agents:
        - name: mine
      """;

  @TempDir Path folder;

  @Test
  void a_command_its_variables_and_what_it_is_shown() throws IOException {
    CommandAgent agent =
        read(
                "mine",
                """
                    command: [my-agent, acp, "--base={address}"]
                    model: claude
                    environment: {BASE: "{address}/v1", MY_API_KEY: "{key}", TRIES: 2}
                    folders: [lib, /opt/agent]
                """)
            .agents()
            .get(0);

    assertEquals("acp:mine", agent.engine());
    assertEquals(List.of("my-agent", "acp", "--base={address}"), agent.command());
    assertEquals(
        Map.of("BASE", "{address}/v1", "MY_API_KEY", "{key}", "TRIES", "2"), agent.environment());
    assertEquals(List.of(folder.resolve("lib"), Path.of("/opt/agent")), agent.folders());
  }

  @Test
  void a_secret_is_none_of_its_variables() {
    refused(
        "mine",
        "    command: [a]\n    model: claude\n    environment: {MY_API_KEY: sk-1}\n",
        "secrets do not belong in this file");
  }

  @Test
  void names_that_nobody_has_are_told_with_the_nearest() {
    refused(
        "mime",
        "    command: [a]\n    model: claude\n",
        "is acp:mime, and there is no such name in `agents`; is acp:mine meant?");
    refused(
        "mine",
        "    command: [a]\n    model: claud\n",
        "`model` of the agent mine is claud, and there is no such name in `models`; is claude"
            + " meant?");
  }

  @Test
  void a_command_begins_with_a_program() {
    for (String command : List.of("[]", "[bin/agent]")) {
      refused(
          "mine",
          "    command: " + command + "\n    model: claude\n",
          "`command` of the agent mine begins with a program, by its name or its whole path");
    }
    refused("mine", "    command: my-agent acp\n    model: claude\n", "a list is wanted here");
  }

  private Settings read(String engine, String rest) throws IOException {
    Path file = folder.resolve("nightshift.yml");
    Files.writeString(file, FILE.formatted(engine) + rest.indent(0));
    return SettingsFile.read(file, Map.of());
  }

  private void refused(String engine, String rest, String why) {
    ConfigurationProblem problem =
        assertThrows(ConfigurationProblem.class, () -> read(engine, rest));
    assertTrue(problem.getMessage().contains(why), problem.getMessage());
  }
}
