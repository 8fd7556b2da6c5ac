package dev.nightshift.activities.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Servers whose tools agents may have. */
class ToolServerSettingsTest {
  private static final String FILE =
      """
      projects:
        - name: shop
          repository: acme/shop
          warehouse: {kind: duckdb, path: shop.duckdb}
      mcp:
        - {name: %s, command: [%s], tools: [%s], environment: [%s]}
      """;

  @TempDir Path folder;

  private Settings read(String name, String command, String tools, String environment)
      throws IOException {
    Path file = folder.resolve("nightshift.yml");
    Files.writeString(file, FILE.formatted(name, command, tools, environment));
    return SettingsFile.read(file, Map.of());
  }

  @Test
  void its_command_its_tools_and_what_it_is_given() throws IOException {
    ToolServer server =
        read("dbt", "uvx, dbt-mcp", "list_metrics, query", "DBT_TOKEN").toolServers().get(0);
    assertEquals(List.of("uvx", "dbt-mcp"), server.command());
    assertEquals(List.of("DBT_TOKEN"), server.environment());
    assertEquals(List.of("dbt__list_metrics", "dbt__query"), server.calledTools());
    assertTrue(ToolServer.isTools("dbt__query"));
    assertFalse(ToolServer.isTools("write_file") || ToolServer.isTools("__init__"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dbt_mcp | uvx | a | X | «dbt_mcp» is not a name of letters, digits and dashes, 16 at most",
        "dbt | ./server | a | X | `command` of the server dbt begins with a program",
        "dbt | '' | a | X | `command` of the server dbt begins with a program",
        "dbt | uvx | '' | X | `tools` of the server dbt names what agents may have of it",
        "dbt | uvx | a b | X | «a b» is not the name of a tool",
        "dbt | uvx | a | lower | «lower» is not the name of a variable",
        "dbt | uvx | a | TOKEN=secret | «TOKEN=secret» is not the name of a variable"
      })
  void what_is_wrong_is_told(
      String name, String command, String tools, String environment, String why) {
    ConfigurationProblem problem =
        assertThrows(ConfigurationProblem.class, () -> read(name, command, tools, environment));
    assertTrue(problem.getMessage().contains(why), problem.getMessage());
  }
}
