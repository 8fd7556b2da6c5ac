package dev.nightshift.activities.bulkhead;

import io.temporal.failure.TemporalException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Between judgements that are asked one after another: what one of them breaks at costs its own
 * answer and no other. What is no defect of a judgement passes: failures that Temporal has to hear
 * of, an attempt that is stopped, errors of the machine. A stack that overflows is a defect: a
 * pattern or a walk that goes one step deeper for each piece of a text.
 */
public final class Bulkhead {
  private static final Logger log = LoggerFactory.getLogger(Bulkhead.class);

  private final Set<String> broken = new LinkedHashSet<>();

  /** What is answered, else {@code otherwise}; the stack is logged once for each name. */
  public <T> T of(String name, Supplier<T> asked, T otherwise) {
    try {
      return asked.get();
    } catch (RuntimeException | StackOverflowError failed) {
      if (isForTemporal(failed)) {
        throw failed;
      }
      if (broken.add(name)) {
        log.warn("{} broke, and what it would have said is left out", name, failed);
      }
      return otherwise;
    }
  }

  /** The names of those that broke, in the order in which they did. */
  public List<String> broken() {
    return List.copyOf(broken);
  }

  private static boolean isForTemporal(Throwable failed) {
    if (Thread.currentThread().isInterrupted()) {
      return true;
    }
    for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof TemporalException
          || cause instanceof InterruptedException
          || cause instanceof InterruptedIOException
          || cause instanceof ClosedByInterruptException
          || (cause instanceof Error && !(cause instanceof StackOverflowError))) {
        return true;
      }
    }
    return false;
  }
}
