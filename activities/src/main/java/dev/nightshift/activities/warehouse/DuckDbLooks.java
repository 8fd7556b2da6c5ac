package dev.nightshift.activities.warehouse;

import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.values.Sandbox;

/** Looks into DuckDB files. */
public final class DuckDbLooks implements Looks {
  private final DuckDbDoors doors;
  private final Home home;

  public DuckDbLooks(DuckDbDoors doors, Home home) {
    this.doors = doors;
    this.home = home;
  }

  @Override
  public Seen inside(Sandbox sandbox, Question question) {
    try (DuckDbProduction open = opened(sandbox)) {
      return new VeiledLook(open, question).seen();
    }
  }

  @Override
  public Seen own(Sandbox sandbox, Own own) {
    try (DuckDbProduction open = opened(sandbox)) {
      return OwnLook.seen(open, own);
    }
  }

  @Override
  public boolean isTouched(Sandbox sandbox) {
    return SandboxFolder.of(home, sandbox.name()).isTouched();
  }

  private DuckDbProduction opened(Sandbox sandbox) {
    return DuckDbProduction.open(SandboxFolder.of(home, sandbox.name()).database());
  }

  @Override
  public Seen production(String project, String database, Question question) {
    try (DuckDbProduction open = doors.opened(project, database)) {
      return new VeiledLook(open, question).seen();
    }
  }
}
