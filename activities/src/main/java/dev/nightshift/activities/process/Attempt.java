package dev.nightshift.activities.process;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;

/**
 * One try at a piece of work. Tries at the same work share the key; a higher number is newer. Of
 * one key only the newest runs on a host.
 */
public record Attempt(String key, int number) {
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

  /** The attempt of the activity that this thread runs. */
  public static Attempt ofActivity() {
    ActivityInfo info = Activity.getExecutionContext().getInfo();
    return new Attempt(
        info.getWorkflowId() + "/" + info.getWorkflowRunId() + "/" + info.getActivityId(),
        info.getAttempt());
  }
}
