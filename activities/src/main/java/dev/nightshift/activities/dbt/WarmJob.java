package dev.nightshift.activities.dbt;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.process.Running;
import dev.nightshift.workflows.durable.Converter;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A job of a keeper, seen from here: two streams, and a line on which it is told how it ended. */
final class WarmJob implements Running {
  private static final Duration PATIENCE_FOR_DEATH = Duration.ofSeconds(5);

  private final String name;
  private final Duration silence;
  private final InputStream stdout;
  private final InputStream stderr;
  private final SocketChannel control;
  private final CompletableFuture<Integer> ended = new CompletableFuture<>();
  private final long begun = System.nanoTime();
  private volatile boolean heard;
  private volatile boolean late;

  /** One that says nothing for so long hangs, or its keeper does. */
  WarmJob(
      String name, SocketChannel out, SocketChannel err, SocketChannel control, Duration silence) {
    this.name = name;
    this.silence = silence;
    this.stdout = new Heard(Channels.newInputStream(out));
    this.stderr = Channels.newInputStream(err);
    this.control = control;
    Thread reader = new Thread(this::read, "warm job " + name);
    reader.setDaemon(true);
    reader.start();
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            Channels.newReader(control, StandardCharsets.UTF_8.newDecoder(), 1024))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode said = Converter.json().readTree(line);
        if (said.has("exit")) {
          late = said.path("late").asBoolean();
          ended.complete(said.path("exit").asInt());
        } else if (said.has("refused")) {
          ended.completeExceptionally(new Keeper.Lost(said.path("refused").asText()));
        }
      }
      ended.completeExceptionally(new Keeper.Lost("its keeper is gone"));
    } catch (JacksonException rubbish) {
      ended.completeExceptionally(new Keeper.Lost("its keeper talks nonsense"));
    } catch (IOException broken) {
      ended.completeExceptionally(new Keeper.Lost("its keeper is gone: " + broken.getMessage()));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public InputStream stdout() {
    return stdout;
  }

  @Override
  public InputStream stderr() {
    return stderr;
  }

  @Override
  public boolean endedWithin(Duration patience) throws InterruptedException {
    try {
      ended.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (ExecutionException lost) {
      return true;
    } catch (TimeoutException running) {
      if (!heard && System.nanoTime() - begun > silence.toNanos()) {
        throw new Keeper.Lost("it said nothing for " + silence.toSeconds() + " s");
      }
      return false;
    }
  }

  @Override
  public boolean wasLate() {
    return late;
  }

  @Override
  public int exitCode() throws InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException lost) {
      throw lost.getCause() instanceof Keeper.Lost why ? why : new Keeper.Lost(lost.getMessage());
    }
  }

  /**
   * The keeper kills a job whose client says no more, and tells when all of it is gone. Who is
   * interrupted waits for that as well: most often the interrupt is why the job has to die.
   */
  @Override
  public void kill() {
    long until = System.nanoTime() + PATIENCE_FOR_DEATH.toNanos();
    boolean interrupted = false;
    try {
      control.shutdownOutput();
      while (true) {
        try {
          ended.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
          return;
        } catch (InterruptedException asked) {
          interrupted = true;
        }
      }
    } catch (IOException | ExecutionException | TimeoutException gone) {
      // With its keeper it is dead as well; what is not is killed with the keeper by its owner.
      ended.completeExceptionally(new Keeper.Lost("it did not end when it was told to"));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Notes the first byte. */
  private final class Heard extends FilterInputStream {
    Heard(InputStream source) {
      super(source);
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      int count = super.read(target, from, length);
      heard = true;
      return count;
    }
  }
}
