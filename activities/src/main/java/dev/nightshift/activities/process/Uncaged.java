package dev.nightshift.activities.process;

import java.util.List;

/** Nothing but the limits that bind a process without walls. */
final class Uncaged implements Cage {
  private final String reason;

  Uncaged(String reason) {
    this.reason = reason;
  }

  @Override
  public Level level() {
    return Level.NONE;
  }

  @Override
  public String reason() {
    return reason;
  }

  /** A limit on processes would count all that the user runs, so there is none. */
  @Override
  public Command enclose(Command command, Walls walls) {
    Limits limits = walls.limits();
    List<String> words =
        SystemTools.find("prlimit")
            .map(
                prlimit ->
                    List.of(
                        prlimit.toString(),
                        "--core=0",
                        "--fsize=" + limits.fileBytes(),
                        "--data=" + limits.memoryBytes(),
                        "--"))
            .orElse(List.of());
    return command
        .with(limits.allowance(walls.writable()))
        .behind(words, command.environment(), command.directory());
  }
}
