package dev.nightshift.activities.warehouse;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Alive;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.workflows.values.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Doors to production that is a DuckDB file. Whoever reads such a file keeps its writer out, and a
 * diagnosis must not make tonight's run fail: the door opens on a copy, made again only when
 * production has changed.
 */
public final class DuckDbDoors implements Production.Doors {
  private final Settings settings;
  private final Home home;
  private final Copies copies;
  private final Snapshot snapshot;

  public DuckDbDoors(
      Settings settings, Home home, Toolchain toolchain, Processes processes, Alive alive) {
    this.settings = settings;
    this.home = home;
    this.copies = new Copies(home, InstantSource.system());
    snapshot = new Snapshot(processes, toolchain.required("dbt").python(), alive);
  }

  /** UNAVAILABLE while production is being written and no copy of its state is there. */
  @Override
  public Production open(String project, String database) {
    return opened(project, database);
  }

  DuckDbProduction opened(String project, String database) {
    Path production = DuckDbFile.production(DuckDbFile.project(settings, project));
    return DuckDbProduction.open(copy(project, production, database));
  }

  @Override
  public Production inside(Sandbox sandbox) {
    return DuckDbProduction.open(SandboxFolder.of(home, sandbox.name()).database());
  }

  private synchronized Path copy(String project, Path production, String database) {
    String name = DuckDbFile.copyName(production, database);
    Path folder =
        copies.of(project).resolve(Snapshot.key(production + Snapshot.state(production) + name));
    Path copy = folder.resolve(name);
    try {
      if (copies.opens(copy)) {
        return copy;
      }
      Path fresh = copies.fresh(project);
      try {
        snapshot.take(production, fresh.resolve(name));
        copies.removeOthers(fresh);
        // Another worker may have been quicker with the same state.
        if (!Files.exists(copy)) {
          Files.move(fresh, folder);
        }
      } finally {
        Folders.delete(fresh);
      }
      return copy;
    } catch (IOException full) {
      throw Folders.failure("Production cannot be copied to " + copies.of(project), full);
    }
  }
}
