package dev.nightshift.bench.remediation;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.bench.faults.World;
import dev.nightshift.starter.local.SampleCompany;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The same by hand, on copies that are there already, with the plain dbt. */
final class Script {
  private static final String WORDS =
      """
      dbt build --no-version-check --no-use-colors
      git apply --whitespace=nowarn ../fix.patch || exit 9
      dbt build --no-version-check --no-use-colors
      exit 0
      """;

  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final World world;
  private final Processes processes;
  private final Path dbt;
  private final Path folder;

  Script(World world, Processes processes, Path dbt, Path folder) {
    this.world = world;
    this.processes = processes;
    this.dbt = dbt;
    this.folder = folder;
  }

  /** The seconds that it takes. */
  double run(String patch) throws IOException {
    Path place = Files.createTempDirectory(folder, "by-hand");
    try {
      Path database = world.laidOutIn(place);
      Files.writeString(place.resolve("fix.patch"), patch);
      Command command =
          Command.of(place.resolve("project"), LONGEST, List.of("/bin/bash", "-c", WORDS))
              .with(
                  Map.of(
                      "PATH",
                      dbt.getParent() + ":/usr/bin:/bin",
                      "HOME",
                      place.toString(),
                      "GIT_CEILING_DIRECTORIES",
                      place.toString(),
                      "DBT_SEND_ANONYMOUS_USAGE_STATS",
                      "false",
                      "DO_NOT_TRACK",
                      "1",
                      "DBT_PROFILES_DIR",
                      place.resolve("project").toString(),
                      SampleCompany.DATABASE_VARIABLE,
                      database.toString()));
      long began = System.nanoTime();
      Outcome outcome = processes.run(command, detail -> {});
      double seconds = (System.nanoTime() - began) / 1e9;
      if (!outcome.succeeded()) {
        throw new IOException(
            "the script ended with " + outcome.exitCode() + ": " + outcome.stderr().last(500));
      }
      return seconds;
    } finally {
      Folders.delete(place);
    }
  }
}
