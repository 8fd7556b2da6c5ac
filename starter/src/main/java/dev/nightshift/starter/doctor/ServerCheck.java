package dev.nightshift.starter.doctor;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.ToolServer;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.served.CallBook;
import dev.nightshift.activities.served.ToolServers;
import dev.nightshift.activities.served.ToolServers.Shelf;
import io.temporal.failure.ApplicationFailure;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Whether the servers whose tools agents may have can be started here, and have those tools. */
final class ServerCheck {
  private static final String SUBJECT = "MCP servers";

  private ServerCheck() {}

  static List<Finding> findings(Settings settings, Home home, Map<String, String> environment) {
    if (settings.toolServers().isEmpty()) {
      return List.of();
    }
    CallBook calls = new CallBook(home.calls(), InstantSource.system());
    try (Processes processes = new Processes(home)) {
      ToolServers servers =
          new ToolServers(
              settings,
              environment,
              processes,
              calls,
              () -> new Attempt("doctor/" + ProcessHandle.current().pid(), 1));
      return servers.servers().stream().map(server -> finding(servers, server)).toList();
    }
  }

  private static Finding finding(ToolServers servers, ToolServer server) {
    try {
      Shelf shelf = servers.tools(server);
      String missing = shelf.missing(server);
      return missing.isEmpty()
          ? Finding.fine(
              SUBJECT,
              server.name(),
              "agents may have " + server.tools().size() + " of its " + shelf.names().size())
          : Finding.wrong(SUBJECT, server.name(), missing, "correct its tools under mcp");
    } catch (ApplicationFailure away) {
      return Finding.wrong(
          SUBJECT,
          server.name(),
          away.getOriginalMessage(),
          "try its command by hand; agents work without it until then");
    }
  }
}
