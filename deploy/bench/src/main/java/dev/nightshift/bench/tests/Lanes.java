package dev.nightshift.bench.tests;

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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The same models by hand: a plain {@code dbt test} of each, on copies that are there already. */
final class Lanes {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final World world;
  private final Processes processes;
  private final Path dbt;
  private final Path folder;

  Lanes(World world, Processes processes, Path dbt, Path folder) {
    this.world = world;
    this.processes = processes;
    this.dbt = dbt;
    this.folder = folder;
  }

  /** The first of the project's, by name; one in several versions is none of them. */
  List<String> models(int many) throws IOException {
    Path place = Files.createTempDirectory(folder, "names");
    world.laidOutIn(place);
    try (Stream<Path> files = Files.walk(place.resolve("project/models"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".sql") && !name.matches(".*_v\\d+\\.sql"))
          .map(name -> name.replaceFirst("\\.sql$", ""))
          .sorted()
          .limit(many)
          .toList();
    } finally {
      Folders.delete(place);
    }
  }

  /** The seconds until all lanes have tested their part, each in a copy of its own. */
  double tested(List<String> models, int lanes) throws IOException {
    List<Path> places =
        IntStream.range(0, lanes)
            .mapToObj(lane -> folder.resolve("lane-" + lanes + "-" + lane))
            .toList();
    StringBuilder words = new StringBuilder();
    for (int lane = 0; lane < lanes; lane++) {
      Path place = Files.createDirectories(places.get(lane));
      words.append("( cd '").append(place).append("/project'; ");
      words.append("export ").append(SampleCompany.DATABASE_VARIABLE).append("='");
      words.append(world.laidOutIn(place)).append("' DBT_PROFILES_DIR=\"$PWD\"; ");
      for (int n = lane; n < models.size(); n += lanes) {
        words.append("dbt test --no-version-check --select ").append(models.get(n)).append("; ");
      }
      words.append(") &\n");
    }
    words.append("wait\n");
    Command command =
        Command.of(folder, LONGEST, List.of("/bin/bash", "-c", words.toString()))
            .with(
                Map.of(
                    "PATH",
                    dbt.getParent() + ":/usr/bin:/bin",
                    "HOME",
                    folder.toString(),
                    "GIT_CEILING_DIRECTORIES",
                    folder.toString(),
                    "DBT_SEND_ANONYMOUS_USAGE_STATS",
                    "false",
                    "DO_NOT_TRACK",
                    "1"));
    long began = System.nanoTime();
    Outcome outcome = processes.run(command, detail -> {});
    double seconds = (System.nanoTime() - began) / 1e9;
    if (!outcome.succeeded()) {
      throw new IOException("by hand it ended with " + outcome.exitCode());
    }
    return seconds;
  }
}
