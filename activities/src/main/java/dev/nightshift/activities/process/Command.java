package dev.nightshift.activities.process;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A process to run: no shell reads {@code argv}, and {@code environment} is all there is, nothing
 * is inherited. {@code attempt} is null for what needs no successor; {@code output} is the folder
 * that gets both streams in full, null for none, and {@code input} null for nothing to say.
 */
public record Command(
    List<String> argv,
    Path directory,
    Map<String, String> environment,
    Duration deadline,
    Input input,
    Attempt attempt,
    Path output,
    Allowance allowance,
    LineListener lines) {
  public Command {
    argv = List.copyOf(argv);
    if (argv.isEmpty()) {
      throw new IllegalArgumentException("a command needs at least the program's name");
    }
    requireNonNull(directory, "directory");
    environment = environment == null ? Map.of() : Map.copyOf(environment);
    requireNonNull(deadline, "deadline");
    input = requireNonNullElse(input, Input.NOTHING);
    allowance = requireNonNullElse(allowance, Allowance.NONE);
    lines = requireNonNullElse(lines, LineListener.DEAF);
  }

  public static Command of(Path directory, Duration deadline, List<String> argv) {
    return new Command(argv, directory, Map.of(), deadline, null, null, null, null, null);
  }

  public Command with(Map<String, String> other) {
    return new Command(argv, directory, other, deadline, input, attempt, output, allowance, lines);
  }

  public Command with(Attempt other) {
    return new Command(
        argv, directory, environment, deadline, input, other, output, allowance, lines);
  }

  public Command with(LineListener other) {
    return new Command(
        argv, directory, environment, deadline, input, attempt, output, allowance, other);
  }

  public Command with(Allowance other) {
    return new Command(
        argv, directory, environment, deadline, input, attempt, output, other, lines);
  }

  public Command withInput(String text) {
    return withInput(Input.of(text));
  }

  public Command withInput(Input other) {
    return new Command(
        argv, directory, environment, deadline, other, attempt, output, allowance, lines);
  }

  public Command withOutputIn(Path folder) {
    return new Command(
        argv, directory, environment, deadline, input, attempt, folder, allowance, lines);
  }

  /** The same work behind other words, as a cage puts them before it. */
  Command behind(List<String> words, Map<String, String> other, Path elsewhere) {
    List<String> all = new ArrayList<>(words);
    all.addAll(argv);
    return new Command(all, elsewhere, other, deadline, input, attempt, output, allowance, lines);
  }

  /**
   * What a process is told on its standard input, on a thread of its own; it is closed when this
   * returns. A process that ended makes it fail, which is nobody's fault.
   */
  @FunctionalInterface
  public interface Input {
    Input NOTHING = stdin -> {};

    void tell(OutputStream stdin) throws IOException;

    static Input of(String text) {
      return text.isEmpty() ? NOTHING : stdin -> stdin.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /**
   * Lines that a process is told one after another, while it is listened to, until there are none.
   */
  public static final class Voice implements Input {
    /** Whoever asks so much without listening to an answer never will. */
    private static final int MOST_WAITING = 1000;

    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

    public void say(String line) {
      lines.add(Optional.of(line));
    }

    public boolean isHeard() {
      return lines.size() < MOST_WAITING;
    }

    public void end() {
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

  /**
   * How much the folders may hold together, and all processes of the work in memory, before it is
   * stopped.
   */
  public record Allowance(List<Path> folders, long bytes, long memoryBytes) {
    public static final Allowance NONE = new Allowance(List.of(), Long.MAX_VALUE, Long.MAX_VALUE);

    public Allowance {
      folders = List.copyOf(folders);
    }
  }
}
