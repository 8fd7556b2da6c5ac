package dev.nightshift.activities.dbt;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A dbt as it is installed: its program, and the folders without which it does not start. */
final class Installation {
  /** An environment lives in its own folder, on a base interpreter that may be anywhere. */
  private static final String WHERE =
      """
      import json, os, sys
      places = [sys.prefix, sys.base_prefix, os.path.dirname(os.path.dirname(os.path.realpath(sys.executable)))]
      print(json.dumps(sorted({place for name in places for place in (name, os.path.realpath(name))})))
      """;

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  private final Processes processes;
  private final Toolchain.Tool dbt;
  private List<Path> folders;

  Installation(Processes processes, Toolchain.Tool dbt) {
    this.processes = processes;
    this.dbt = dbt;
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
  synchronized List<Path> folders() {
    if (folders == null) {
      folders = asked();
    }
    return folders;
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

  private List<Path> asked() {
    Command question =
        Command.of(
            dbt.path().getParent(),
            LONGEST_ANSWER,
            List.of(dbt.python().toString(), "-I", "-c", WHERE));
    Outcome outcome = processes.run(question, detail -> {});
    if (!outcome.succeeded()) {
      throw ErrorKind.BROKEN.failure(
          dbt.python() + " does not start: " + outcome.stderr().last(500));
    }
    try {
      return Converter.json()
          .readValue(outcome.stdout().text(), new TypeReference<List<String>>() {})
          .stream()
          .map(Path::of)
          .filter(place -> !place.startsWith("/usr") && place.getNameCount() > 0)
          .toList();
    } catch (IOException nonsense) {
      throw ErrorKind.BROKEN.failure(
          dbt.python() + " says where it is in an unknown way.", nonsense);
    }
  }
}
