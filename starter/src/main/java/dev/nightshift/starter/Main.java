package dev.nightshift.starter;

import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Exit;
import dev.nightshift.starter.cli.Nightshift;
import dev.nightshift.starter.local.Running;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Where {@code ./nightshift} begins. */
public final class Main {
  /** The launcher looked: later JDKs give a console even where nobody sits. */
  private static final String TERMINAL = "NIGHTSHIFT_TERMINAL";

  private static final Set<String> LONG = Set.of("worker", "starter");

  private Main() {}

  public static void main(String[] arguments) {
    quiet(arguments);
    int code;
    try (PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err)) {
      code = run(out, err, arguments);
    }
    System.exit(code);
  }

  private static int run(PrintStream out, PrintStream err, String... arguments) {
    Path folder = Path.of("").toAbsolutePath();
    Map<String, String> environment;
    try {
      environment = Running.complete(System.getenv(), folder);
    } catch (InvalidPathException strange) {
      err.println(
          "nightshift: NIGHTSHIFT_HOME, XDG_CACHE_HOME, HOME or NIGHTSHIFT_CONFIG: «"
              + strange.getInput()
              + "» is no path to Java here; LC_ALL=C.UTF-8 lets it take any.");
      return Exit.USAGE;
    }
    try (RealDoors doors = new RealDoors(environment)) {
      Desk desk =
          new Desk(out, err, environment, folder, "1".equals(environment.get(TERMINAL)), doors);
      doors.sitAt(desk);
      return Nightshift.run(desk, arguments);
    }
  }

  /** What runs for long tells what it does; a command that answers and ends has its answer. */
  private static void quiet(String[] arguments) {
    if (arguments.length == 0 || !LONG.contains(arguments[0])) {
      System.setProperty("nightshift.log", "WARN");
    }
  }

  /** What we write is UTF-8 whatever the locale says. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
