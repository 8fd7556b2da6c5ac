package dev.nightshift.activities.dbt;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** What all tests of dbt share: to warm one up for each would take most of their time. */
final class Warmth {
  static final Toolchain TOOLCHAIN = Toolchain.of(Home.of(System.getenv()));
  static final Home HOME = home();
  static final Processes PROCESSES = new Processes(HOME);
  static final Cage CAGE =
      Cage.tried(TOOLCHAIN.tool("bubblewrap").map(Toolchain.Tool::path), HOME, PROCESSES);
  static final Runners WARM = Runners.warm(PROCESSES, CAGE, TOOLCHAIN.required("dbt"), HOME);

  private Warmth() {}

  private static Home home() {
    try {
      Home home = new Home(Files.createTempDirectory("warm-home"));
      Runtime.getRuntime().addShutdownHook(new Thread(() -> Folders.delete(home.root())));
      return home;
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }
}
