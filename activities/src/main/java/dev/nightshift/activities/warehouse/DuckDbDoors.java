package dev.nightshift.activities.warehouse;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Alive;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Sandbox;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Doors to production that is a DuckDB file. Whoever reads such a file keeps its writer out, and a
 * diagnosis must not make tonight's run fail: the door opens on a copy, made again only when
 * production has changed.
 */
public final class DuckDbDoors implements Production.Doors {
  private final Settings settings;
  private final Home home;
  private final Snapshot snapshot;

  public DuckDbDoors(
      Settings settings, Home home, Toolchain toolchain, Processes processes, Alive alive) {
    this.settings = settings;
    this.home = home;
    snapshot = new Snapshot(processes, toolchain.required("dbt").python(), alive);
  }

  /** UNAVAILABLE while production is being written and no copy of its state is there. */
  @Override
  public Production open(String project, String database) {
    Path production = DuckDbFile.production(DuckDbFile.project(settings, project));
    return DuckDbProduction.open(copy(project, production, database));
  }

  @Override
  public Production inside(Sandbox sandbox) {
    return DuckDbProduction.open(SandboxFolder.of(home, sandbox.name()).database());
  }

  private synchronized Path copy(String project, Path production, String database) {
    Path copies = home.root().resolve("snapshots").resolve(Snapshot.key(project));
    String name = DuckDbFile.copyName(production, database);
    Path folder = copies.resolve(Snapshot.key(production + Snapshot.state(production) + name));
    Path copy = folder.resolve(name);
    try {
      if (Files.exists(copy)) {
        return copy;
      }
      Folders.make(copies);
      Path fresh = Files.createTempDirectory(copies, "fresh");
      try {
        snapshot.take(production, fresh.resolve(name));
        removeOthers(copies, fresh);
        // Another worker may have been quicker with the same state.
        if (!Files.exists(folder)) {
          Files.move(fresh, folder);
        }
      } finally {
        Folders.delete(fresh);
      }
      return copy;
    } catch (IOException full) {
      throw ErrorKind.UNAVAILABLE.failure(
          "Production cannot be copied to " + copies + ": " + full.getMessage(), full);
    }
  }

  /** A copy that somebody still reads stays theirs until they close it. */
  private static void removeOthers(Path copies, Path fresh) throws IOException {
    try (DirectoryStream<Path> older = Files.newDirectoryStream(copies)) {
      for (Path folder : older) {
        if (!folder.equals(fresh)) {
          Folders.delete(folder);
        }
      }
    }
  }
}
