package dev.nightshift.workflows.ports;

import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Map;

/** The door to the project's ledger: what several flows must agree on. */
@ActivityInterface(namePrefix = "Claims")
public interface Claims {
  /** Takes the key for the owner, or says who has it. */
  Holder claim(String project, String key, String owner, String note);

  /** Gives it back; a key that is somebody else's stays theirs. */
  void release(String project, String key, String owner);

  /** Who holds which of the keys that begin so. */
  Map<String, String> held(String project, String beginning);

  /** Keeps words that outlive the flow. */
  void remember(String project, String key, String words);

  /** The words that were kept; empty where there are none. */
  String recall(String project, String key);

  /** The same of several at once: words by their keys. */
  void rememberEach(String project, Map<String, String> words);

  /** The words that were kept, by those of the keys for which there are any. */
  Map<String, String> recallEach(String project, List<String> keys);

  /** Who holds a key, with the note they left, and whether that is the one who asked. */
  record Holder(String owner, String note, boolean yours) {}
}
