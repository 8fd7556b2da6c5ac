package dev.nightshift.starter.local;

import dev.nightshift.starter.cli.Desk;
import java.util.List;

/** The commands that run processes. */
public final class LocalCommands {
  private LocalCommands() {}

  public static List<Object> all(Desk desk) {
    return List.of(
        new DemoCommand(desk),
        new UpCommand(desk),
        new WorkerCommand(desk));
  }
}
