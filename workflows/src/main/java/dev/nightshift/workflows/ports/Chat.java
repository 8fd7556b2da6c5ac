package dev.nightshift.workflows.ports;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Progress.Asked;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** Words to people, in the place where they talk. */
@ActivityInterface(namePrefix = "Chat")
public interface Chat {
  /**
   * Posts once for each key; the same key again finds the first post. Gives the reference of the
   * thread that the message is in.
   */
  String post(Message message);

  /**
   * A message, the key that makes it one, and the thread it belongs to: one for each flow. {@code
   * place} is what the thread's first message gave, empty for that one; {@code patch} the hash of
   * what is to be decided on, {@code asked} what else is open, {@code link} where to look, and
   * {@code brief} the night in short, null where there is nothing to tell of it.
   */
  record Message(
      String project,
      String channel,
      String key,
      String thread,
      String text,
      String place,
      Matter matter,
      String patch,
      String link,
      List<Asked> asked,
      BlobRef brief) {
    public Message {
      text = requireNonNullElse(text, "");
      place = requireNonNullElse(place, "");
      matter = requireNonNullElse(matter, Matter.NOTE);
      patch = requireNonNullElse(patch, "");
      link = requireNonNullElse(link, "");
      asked = asked == null ? List.of() : List.copyOf(asked);
    }

    /** With nothing more to tell of the night. */
    public Message(
        String project,
        String channel,
        String key,
        String thread,
        String text,
        String place,
        Matter matter,
        String patch,
        String link,
        List<Asked> asked) {
      this(project, channel, key, thread, text, place, matter, patch, link, asked, null);
    }

    public Message(String project, String channel, String key, String thread, String text) {
      this(project, channel, key, thread, text, null, null, null, null, null);
    }
  }

  /** What a message is for. A question and an ending are how the whole thread stands. */
  enum Matter {
    @JsonEnumDefaultValue
    NOTE,
    QUESTION,
    ENDING
  }
}
