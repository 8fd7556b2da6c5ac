package dev.nightshift.bench.mutants;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.dbt.Runners;
import dev.nightshift.activities.dbt.SandboxDbt;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.activities.warehouse.DuckDbDoors;
import dev.nightshift.activities.warehouse.DuckDbSandboxes;
import dev.nightshift.activities.warehouse.Production;
import dev.nightshift.bench.dbt.Folder;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Sandboxes;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Sandbox;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A project in a folder and its production, in whose copies a model is tried as it was made. */
final class Trial implements AutoCloseable {
  private static final String PROJECT = "mutants";
  private static final String SCHEMA = "analytics";
  private static final int SECONDS = 300;

  private final Processes processes;
  private final Runners runners;
  private final SandboxDbt dbt;
  private final DuckDbSandboxes sandboxes;
  private final DuckDbDoors doors;
  private final AtomicInteger tried = new AtomicInteger();

  Trial(Home home, Path folder, Path database) {
    Toolchain toolchain = Toolchain.of(Home.of(System.getenv()));
    processes = new Processes(home);
    Cage cage = Cage.tried(toolchain.tool("bubblewrap").map(Toolchain.Tool::path), home, processes);
    runners = Runners.warm(processes, cage, toolchain.required("dbt"), home);
    Settings settings =
        new Settings(
            folder,
            "",
            null,
            List.of(
                Settings.Project.of(PROJECT, "")
                    .warehouse(new Settings.Warehouse("duckdb", database))
                    .made()));
    dbt =
        new SandboxDbt(
            settings,
            home,
            (workspace, attempt) -> new Folder(folder),
            new FileBlobs(home.blobs()),
            one -> runners,
            detail -> {},
            () -> new Attempt("mutants/" + tried.incrementAndGet(), 1));
    sandboxes = new DuckDbSandboxes(settings, home, toolchain, processes, detail -> {});
    doors = new DuckDbDoors(settings, home, toolchain, processes, detail -> {});
  }

  /** What building a model and all below it gave, and what the model's rows are then. */
  record Outcome(DbtResult result, String rows) {
    boolean builds(String model) {
      return result.errors().isEmpty()
          && result.red().stream()
              .noneMatch(
                  node -> node.node().endsWith("." + model) && node.status().equals("error"));
    }

    /** The tests that fail. */
    List<String> caught() {
      return result.red().stream()
          .filter(node -> node.status().equals("fail"))
          .map(DbtResult.NodeResult::node)
          .toList();
    }
  }

  /** With this text in the model's file, which is put back. */
  Outcome of(String model, Path file, String text) throws IOException {
    String before = Files.readString(file);
    Sandbox sandbox =
        sandboxes.make(
            new Sandboxes.Order("mutant-" + tried.incrementAndGet(), PROJECT, PROJECT, null));
    try {
      Files.writeString(file, text);
      DbtResult result =
          dbt.run(
              new Dbt.Command(
                  Dbt.Verb.BUILD,
                  new Workspace(PROJECT, "", "", "0".repeat(40), null),
                  sandbox,
                  List.of(model + "+"),
                  null,
                  null,
                  List.of("--full-refresh"),
                  0,
                  SECONDS));
      return new Outcome(result, rows(sandbox, model));
    } finally {
      Files.writeString(file, before);
      sandboxes.drop(sandbox);
    }
  }

  /** One word for all of its rows, in whatever order; empty where it is not there. */
  private String rows(Sandbox sandbox, String model) {
    Production.Relation relation = new Production.Relation("", SCHEMA, model);
    try (Production door = doors.inside(sandbox)) {
      return door.columns(relation).isEmpty()
          ? ""
          : door.ask(
                  "select count(*) || ' ' || coalesce(sum(hash(m)::hugeint), 0) as word from "
                      + relation.quoted()
                      + " as m",
                  1)
              .single();
    }
  }

  @Override
  public void close() {
    runners.close();
    processes.close();
  }
}
