package dev.nightshift.activities.process;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import java.util.function.Supplier;

/**
 * One try at a piece of work. Tries at the same work share the key; a higher number is newer. Of
 * one key only the newest runs on a host.
 */
public record Attempt(String key, int number) {
  private static final ThreadLocal<Attempt> LENT = new ThreadLocal<>();

  public Attempt {
    if (key == null || key.isBlank()) {
      throw new IllegalArgumentException("an attempt needs the key of its work");
    }
  }

  /** What it is called where it must be the name of a folder. */
  public String folderName() {
    return workName() + "-" + number;
  }

  /** The same for all attempts at one piece of work. */
  public String workName() {
    return Names.hash(key);
  }

  /** A part of this one that may be superseded, or lie in a folder, for itself. */
  public Attempt within(String part) {
    return new Attempt(key + "/" + part, number);
  }

  /** Whatever runs on this thread meanwhile is of this attempt: it is no thread of the activity. */
  public <T> T during(Supplier<T> work) {
    LENT.set(this);
    try {
      return work.get();
    } finally {
      LENT.remove();
    }
  }

  /** The attempt of the activity that this thread runs, or works for. */
  public static Attempt ofActivity() {
    Attempt lent = LENT.get();
    if (lent != null) {
      return lent;
    }
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    return new Attempt(
        info.getWorkflowId() + "/" + info.getWorkflowRunId() + "/" + info.getActivityId(),
        info.getAttempt());
  }
}
