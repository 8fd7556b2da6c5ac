package dev.nightshift.starter.local;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;

/** What the demo tells as it goes on: one line for each thing that was done, with its time. */
final class Screen {
  private final PrintStream out;
  private final boolean terminal;
  private final long began = System.nanoTime();

  Screen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void title(String text) {
    out.println();
    out.println(terminal ? "\u001b[1m" + text + "\u001b[0m" : text);
  }

  void line(String text) {
    out.println("  " + text);
  }

  /** Does it, and tells what came of it: the work's own words. */
  <T extends Told> T step(String doing, Callable<T> work) throws Exception {
    if (terminal) {
      out.print("  … " + doing);
      out.flush();
    }
    long start = System.nanoTime();
    T done = work.call();
    if (terminal) {
      out.print("\r\u001b[2K");
    }
    done(done.told(), (System.nanoTime() - start) / 1e9);
    return done;
  }

  void done(String text, double seconds) {
    out.printf(Locale.ROOT, "  %6.1f s  ✓ %s (%.1f s)%n", elapsed(), text, seconds);
  }

  void note(String text) {
    out.printf(Locale.ROOT, "  %6.1f s    %s%n", elapsed(), text);
  }

  double elapsed() {
    return (System.nanoTime() - began) / 1e9;
  }

  /** Something that can say in a few words what it is. */
  interface Told {
    String told();
  }
}
