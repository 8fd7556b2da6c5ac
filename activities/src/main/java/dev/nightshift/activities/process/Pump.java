package dev.nightshift.activities.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties one stream of a process: to a file, to memory (head and tail), to a listener. */
final class Pump extends Thread {
  private static final Logger log = LoggerFactory.getLogger(Pump.class);

  /** Enough for any message that a person reads; more is in the file. */
  private static final int KEPT_BYTES = 64 * 1024;

  /** A process that says more than this is talking nonsense, and a blob must hold it. */
  private static final long FILE_BYTES = 64L * 1024 * 1024;

  /** dbt's longest events carry a compiled statement; nothing sensible is longer than this. */
  private static final int LINE_BYTES = 1024 * 1024;

  private final InputStream source;
  private final Path file;
  private final LineListener listener;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private final byte[] tail = new byte[KEPT_BYTES];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long total;
  private volatile RuntimeException failure;

  Pump(String name, InputStream source, Path file, LineListener listener) {
    super(name);
    setDaemon(true);
    this.source = source;
    this.file = file;
    this.listener = listener;
  }

  @Override
  public void run() {
    byte[] buffer = new byte[8192];
    try (OutputStream sink = file == null ? OutputStream.nullOutputStream() : create(file)) {
      for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
        synchronized (this) {
          keep(buffer, count, sink);
        }
        hear(buffer, count);
      }
      if (line.size() > 0) {
        say();
      }
    } catch (IOException gone) {
      // The stream of a killed process is closed under its reader: what came before it counts.
      log.debug("the stream {} ended early: {}", getName(), gone.getMessage());
    }
  }

  private static OutputStream create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.newOutputStream(file);
  }

  private void keep(byte[] buffer, int count, OutputStream sink) throws IOException {
    if (total < FILE_BYTES) {
      sink.write(buffer, 0, (int) Math.min(count, FILE_BYTES - total));
    }
    for (int i = 0; i < count; i++) {
      if (head.size() < KEPT_BYTES) {
        head.write(buffer[i]);
      } else {
        tail[(int) ((total + i) % KEPT_BYTES)] = buffer[i];
      }
    }
    total += count;
  }

  private void hear(byte[] buffer, int count) {
    for (int i = 0; i < count; i++) {
      if (buffer[i] == '\n') {
        say();
      } else if (line.size() < LINE_BYTES) {
        line.write(buffer[i]);
      }
    }
  }

  /** A listener's defect must not stop the reading, or the process would block for ever. */
  private void say() {
    String text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (failure != null) {
      return;
    }
    try {
      listener.line(text);
    } catch (RuntimeException defect) {
      failure = defect;
    }
  }

  /** What the listener threw, null when it did not. */
  RuntimeException failure() {
    return failure;
  }

  /** Waits for the end of the stream, but not for somebody who inherited it and holds it open. */
  Outcome.Said finish(Duration patience) throws InterruptedException {
    join(patience.toMillis());
    if (isAlive()) {
      try {
        source.close();
      } catch (IOException gone) {
        log.debug("the stream {} was closed already: {}", getName(), gone.getMessage());
      }
    }
    return said();
  }

  synchronized Outcome.Said said() {
    String text = head.toString(StandardCharsets.UTF_8);
    long rest = total - head.size();
    if (rest > 0) {
      int length = (int) Math.min(rest, KEPT_BYTES);
      byte[] last = new byte[length];
      for (int i = 0; i < length; i++) {
        last[i] = tail[(int) ((total - length + i) % KEPT_BYTES)];
      }
      String gap = rest > length ? "\n[… " + (rest - length) + " bytes left out …]\n" : "";
      text = text + gap + new String(last, StandardCharsets.UTF_8);
    }
    return new Outcome.Said(text, file, total);
  }
}
