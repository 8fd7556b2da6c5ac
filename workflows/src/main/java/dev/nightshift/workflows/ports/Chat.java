package dev.nightshift.workflows.ports;

import io.temporal.activity.ActivityInterface;

/** Words to people, in the place where they talk. */
@ActivityInterface(namePrefix = "Chat")
public interface Chat {
  /**
   * Posts once for each key; the same key again finds the first post. Gives the post's reference.
   */
  String post(Message message);

  /** A message, the key that makes it one, and the thread it belongs to. */
  record Message(String project, String channel, String key, String thread, String text) {}
}
