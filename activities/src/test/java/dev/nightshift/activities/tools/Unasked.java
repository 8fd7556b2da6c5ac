package dev.nightshift.activities.tools;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.linear.LinearIssues;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.served.ToolServers;
import dev.nightshift.activities.toolchain.Programs;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a test has and does not ask. */
final class Unasked {
  static final LinearIssues LINEAR =
      new LinearIssues("http://127.0.0.1:1", Optional.empty(), InstantSource.system());

  static final ToolServers SERVERS =
      new ToolServers(
          new Settings(Path.of("/"), null, null, List.of()), Map.of(), null, null, null);

  static final AddedCommands COMMANDS =
      new AddedCommands(
          null,
          Cage.none("a test has none"),
          new Programs(Map.of(), new Home(Path.of("/"))),
          detail -> {},
          null);

  private Unasked() {}
}
