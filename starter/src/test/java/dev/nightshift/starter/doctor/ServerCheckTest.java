package dev.nightshift.starter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.starter.doctor.Finding.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCheckTest {
  private static final Path PYTHON =
      Toolchain.of(Home.of(System.getenv())).required("dbt").python();
  private static final String SERVER =
      """
      import json, os, sys
      os.environ["METRICS_KEY"]
      for line in sys.stdin:
          asked = json.loads(line)
          given = {
              "initialize": {
                  "protocolVersion": asked.get("params", {}).get("protocolVersion"),
                  "capabilities": {"tools": {}},
                  "serverInfo": {"name": "metrics", "version": "1"},
              },
              "tools/list": {
                  "tools": [{"name": n, "inputSchema": {"type": "object"}} for n in ("all", "drop")]
              },
          }
          if "id" in asked:
              answer = {"jsonrpc": "2.0", "id": asked["id"], "result": given[asked["method"]]}
              print(json.dumps(answer), flush=True)
      """;

  @TempDir Path folder;

  private List<Finding> findings(String tools, Map<String, String> environment) throws IOException {
    Files.writeString(folder.resolve("server.py"), SERVER);
    Path file =
        Files.writeString(
            folder.resolve("nightshift.yml"),
            """
            projects:
              - name: shop
                repository: larkspur/shop
                warehouse: {kind: duckdb, path: shop.duckdb}
            """
                + tools.formatted(PYTHON));
    return ServerCheck.findings(
        SettingsFile.read(file, environment), new Home(folder.resolve("home")), environment);
  }

  private static final String MCP =
      "mcp:\n  - {name: metrics, command: ['%s', server.py], environment: [METRICS_KEY], tools: [";

  @Test
  void one_that_can_be_started_says_what_agents_may_have() throws IOException {
    assertEquals(
        List.of(Finding.fine("MCP servers", "metrics", "agents may have 1 of its 2")),
        findings(MCP + "all]}\n", Map.of("METRICS_KEY", "k")));
    assertEquals(List.of(), findings("", Map.of()));
  }

  @Test
  void a_tool_that_it_does_not_have_is_told() throws IOException {
    Finding finding = findings(MCP + "every]}\n", Map.of("METRICS_KEY", "k")).get(0);
    assertEquals(Mark.WRONG, finding.mark());
    assertTrue(finding.says().contains("no tool «every»; it has all, drop"), finding.says());
  }

  @Test
  void one_that_ends_at_once_is_told_with_its_last_words() throws IOException {
    Finding finding = findings(MCP + "all]}\n", Map.of()).get(0);
    assertEquals(Mark.WRONG, finding.mark());
    assertTrue(finding.says().contains("METRICS_KEY"), finding.says());
  }
}
