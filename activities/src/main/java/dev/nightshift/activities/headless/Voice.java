package dev.nightshift.activities.headless;

import dev.nightshift.activities.process.Command;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Lines that a process is told one after another, while it is listened to, until there are none.
 */
final class Voice implements Command.Input {
  /** Whoever asks so much without listening to an answer never will. */
  private static final int MOST_WAITING = 1000;

  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

  void say(String line) {
    lines.add(Optional.of(line));
  }

  boolean isHeard() {
    return lines.size() < MOST_WAITING;
  }

  void end() {
    lines.add(Optional.empty());
  }

  @Override
  public void tell(OutputStream stdin) throws IOException {
    try {
      for (Optional<String> line = lines.take(); line.isPresent(); line = lines.take()) {
        stdin.write((line.get() + "\n").getBytes(StandardCharsets.UTF_8));
        stdin.flush();
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }
}
