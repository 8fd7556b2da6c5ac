package dev.nightshift.activities.headless;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps while an agent works what the next try goes on with, should this one be cut off. */
final class Keeping {
  private static final Logger log = LoggerFactory.getLogger(Keeping.class);

  /** A large repository takes long to compare: most of the time is the agent's. */
  private static final int SHARE = 10;

  /** What an agent writes down can be megabytes, and each state of it is kept for days. */
  private static final long BYTES_A_SECOND = 100_000;

  private final Notes notes;
  private final Minutes minutes;
  private final SoFar soFar;
  private final Blobs blobs;
  private final Memory memory;
  private final long every;
  private long next;
  private long since = System.nanoTime();

  Keeping(Notes notes, Minutes minutes, SoFar soFar, Blobs blobs, Memory memory, Duration every) {
    this.notes = notes;
    this.minutes = minutes;
    this.soFar = soFar;
    this.blobs = blobs;
    this.memory = memory;
    this.every = every.toNanos();
    next = since + this.every;
  }

  void beat(Told told) {
    if (System.nanoTime() >= next) {
      keep(told);
    }
  }

  /** The agent writes while we read: what cannot be read now is read at the next beat. */
  void keep(Told told) {
    long begun = System.nanoTime();
    long bytes = 0;
    try {
      count(begun);
      bytes = keptMinutes();
      // Before its model has said a word there is nothing to go on with.
      if (!told.words().isEmpty()) {
        bytes += keptTranscript(told.session());
      }
      bytes += keptPatch();
    } catch (IOException | RuntimeException moving) {
      log.debug("not everything could be kept this time", moving);
    }
    long end = System.nanoTime();
    long patience = Duration.ofSeconds(bytes / BYTES_A_SECOND).toNanos();
    next = end + Math.max(Math.max(every, patience), SHARE * (end - begun));
  }

  private void count(long now) {
    long seconds = Duration.ofNanos(now - since).toSeconds();
    since += Duration.ofSeconds(seconds).toNanos();
    if (seconds > 0) {
      memory.update(kept -> kept.after(seconds));
    }
  }

  /** How many bytes are new. What is no patch is not kept: the last one that was one stays. */
  private long keptPatch() {
    try {
      BlobRef patch = soFar.patch();
      boolean same = Objects.equals(patch, memory.kept().patch());
      memory.update(kept -> kept.with(patch));
      return same || patch == null ? 0 : patch.size();
    } catch (ApplicationFailure no) {
      if (ErrorKind.of(no) == ErrorKind.TOO_LARGE) {
        String why = ErrorKind.messageOf(no);
        memory.update(kept -> kept.refusing("its files so far were not kept: " + why));
      }
      throw no;
    }
  }

  /** How many bytes they have. */
  private long keptMinutes() {
    Optional<BlobRef> talk = minutes.keep(blobs);
    talk.ifPresent(newest -> memory.update(kept -> kept.talking(newest)));
    return talk.map(BlobRef::size).orElse(0L);
  }

  /** How many bytes it has. */
  private long keptTranscript(String session) throws IOException {
    Optional<Map.Entry<String, byte[]>> found = notes.read(session);
    if (found.isEmpty()) {
      return 0;
    }
    BlobRef text = blobs.put("session.jsonl", found.get().getValue());
    memory.update(kept -> kept.with(session, text, found.get().getKey()));
    return text.size();
  }
}
