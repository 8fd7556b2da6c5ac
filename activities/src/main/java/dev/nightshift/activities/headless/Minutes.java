package dev.nightshift.activities.headless;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.model.Transcript;
import dev.nightshift.activities.model.Transcript.Line;
import dev.nightshift.workflows.values.BlobRef;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** What is said in a session, line by line, for people who watch it: of a long one, the end. */
final class Minutes {
  private static final int MOST_LINES = 2_000;
  private static final int MOST_LETTERS = 1 << 20;

  private final Deque<Line> lines = new ArrayDeque<>();
  private int letters;
  private boolean leftOut;
  private boolean newer;

  /** After what an earlier try heard, where that is still there. */
  static Minutes after(Kept kept, Blobs blobs) {
    Minutes minutes = new Minutes();
    if (kept.talk() == null) {
      return minutes;
    }
    try {
      minutes.add(Transcript.of(kept.talk(), blobs));
    } catch (ApplicationFailure gone) {
      minutes.add(List.of(Line.told(gone.getOriginalMessage())));
    }
    minutes.add(List.of(Line.told("This was cut off; another try goes on.")));
    return minutes;
  }

  synchronized void add(List<Line> more) {
    for (Line line : more) {
      lines.add(line);
      letters += line.text().length();
      newer = true;
    }
    while (lines.size() > MOST_LINES || letters > MOST_LETTERS) {
      letters -= lines.remove().text().length();
      leftOut = true;
    }
  }

  /** All of it; empty where that is kept already. */
  synchronized Optional<BlobRef> keep(Blobs blobs) {
    if (!newer) {
      return Optional.empty();
    }
    List<Line> all = new ArrayList<>(lines);
    if (leftOut) {
      all.add(0, Line.told("What was said before this is left out."));
    }
    newer = false;
    return Optional.of(Transcript.keep(all, blobs));
  }
}
