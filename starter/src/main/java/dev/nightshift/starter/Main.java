package dev.nightshift.starter;

import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Nightshift;
import dev.nightshift.starter.local.Running;
import java.nio.file.Path;
import java.util.Map;

/** The command line's first step: it gathers where it is, and hands over. */
public final class Main {
  /** The launcher looked: later JDKs give a console even where nobody sits. */
  private static final String TERMINAL = "NIGHTSHIFT_TERMINAL";

  private Main() {}

  public static void main(String[] arguments) {
    Path folder = Path.of("").toAbsolutePath();
    Map<String, String> environment = Running.complete(System.getenv(), folder);
    try (OpenDoors doors = new OpenDoors(environment)) {
      Desk desk =
          new Desk(
              System.out,
              System.err,
              environment,
              folder,
              "1".equals(environment.get(TERMINAL)),
              doors);
      doors.sitAt(desk);
      System.exit(Nightshift.run(desk, arguments));
    }
  }
}
