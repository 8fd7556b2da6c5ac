package dev.nightshift.activities.warehouse;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Alive;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Sandboxes;
import dev.nightshift.workflows.values.Sandbox;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sandboxes for projects whose production is one DuckDB file: a copy of it, whole and verified. */
public final class DuckDbSandboxes implements Sandboxes {
  private static final Logger log = LoggerFactory.getLogger(DuckDbSandboxes.class);

  /** Names go through the history; beyond this a reader is not helped by more. */
  private static final int RELATIONS_NAMED = 200;

  private final Settings settings;
  private final Home home;
  private final Snapshot snapshot;

  public DuckDbSandboxes(
      Settings settings, Home home, Toolchain toolchain, Processes processes, Alive alive) {
    this.settings = settings;
    this.home = home;
    snapshot = new Snapshot(processes, toolchain.required("dbt").python(), alive);
  }

  DuckDbSandboxes(Settings settings, Home home, Snapshot snapshot) {
    this.settings = settings;
    this.home = home;
    this.snapshot = snapshot;
  }

  @Override
  public Sandbox make(Order order) {
    SandboxFolder folder = SandboxFolder.of(home, order.name());
    var ready = folder.ready();
    if (ready.isPresent()) {
      return taken(ready.get().sandbox(), order);
    }
    Settings.Project project = DuckDbFile.project(settings, order.project());
    Path production = DuckDbFile.production(project);
    // What an earlier attempt did not finish is worth nothing.
    folder.remove();
    Folders.make(folder.writable());
    folder.write(new SandboxFolder.Label(order.owner(), order.project(), Instant.now().toString()));
    String database = order.summary() == null ? "" : order.summary().database();
    Path copy = folder.writable().resolve(DuckDbFile.copyName(production, database));
    Map<String, Long> counts = copied(production, copy, folder);
    Sandbox sandbox =
        new Sandbox(
            order.name(),
            order.owner(),
            project.warehouse().kind(),
            project.target(),
            named(counts));
    folder.write(new SandboxFolder.Ready(sandbox, copy.getFileName().toString()));
    log.info("sandbox {} made: {} tables", order.name(), counts.size());
    return sandbox;
  }

  /** What is not whole takes room from the next try, which may be a long time away. */
  private Map<String, Long> copied(Path production, Path copy, SandboxFolder folder) {
    try {
      snapshot.take(production, copy);
      return DuckDbFile.count(copy);
    } catch (RuntimeException unfinished) {
      folder.remove();
      throw unfinished;
    }
  }

  @Override
  public void drop(Sandbox sandbox) {
    SandboxFolder.of(home, sandbox.name()).remove();
    log.info("sandbox {} dropped", sandbox.name());
  }

  private static Sandbox taken(Sandbox sandbox, Order order) {
    if (!sandbox.owner().equals(order.owner())) {
      throw ErrorKind.REFUSED.failure(
          "The sandbox " + order.name() + " belongs to " + sandbox.owner() + ".");
    }
    return sandbox;
  }

  private static List<String> named(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .limit(RELATIONS_NAMED)
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .toList();
  }
}
