package dev.nightshift.starter;

import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Nightshift;
import dev.nightshift.starter.local.Running;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Where {@code ./nightshift} begins. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Path folder = Path.of("").toAbsolutePath();
    Map<String, String> environment = Running.complete(System.getenv(), folder);
    int code;
    try (RealDoors doors = new RealDoors(environment);
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err)) {
      Desk desk = new Desk(out, err, environment, folder, isTerminal(), doors);
      doors.sitAt(desk);
      code = Nightshift.run(desk, arguments);
    }
    System.exit(code);
  }

  /** From JDK 22 on there is a console even where nobody sits; it can then be asked. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException older) {
      return true;
    } catch (ReflectiveOperationException unclear) {
      return false;
    }
  }

  /** What we write is UTF-8 whatever the locale says. */
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
