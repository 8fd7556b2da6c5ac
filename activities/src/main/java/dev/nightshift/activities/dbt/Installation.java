package dev.nightshift.activities.dbt;

import dev.nightshift.activities.door.Interpreter;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A dbt as it is installed: its program, and the folders without which it does not start. */
final class Installation {
  private final Toolchain.Tool dbt;
  private final Interpreter interpreter;

  Installation(Processes processes, Toolchain.Tool dbt) {
    this.dbt = dbt;
    this.interpreter = new Interpreter(processes, dbt.python());
  }

  Path program() {
    return dbt.path();
  }

  Path python() {
    return dbt.python();
  }

  String searchPath() {
    return dbt.path().getParent() + ":/usr/bin:/bin";
  }

  /** Beside the system's. */
  List<Path> folders() {
    return interpreter.folders();
  }

  /** Another one when something was installed or removed. */
  String version() {
    try {
      StringBuilder times = new StringBuilder();
      for (Path folder : folders()) {
        try (var packages = Files.newDirectoryStream(folder.resolve("lib"), "python*")) {
          for (Path one : packages) {
            Path installed = one.resolve("site-packages");
            times.append(installed).append(' ');
            times.append(Files.isDirectory(installed) ? Files.getLastModifiedTime(installed) : "");
          }
        }
      }
      return times.toString();
    } catch (IOException gone) {
      throw new UncheckedIOException(dbt.path() + " cannot be looked at", gone);
    }
  }
}
