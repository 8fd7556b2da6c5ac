package dev.nightshift.activities.edit;

import static java.util.Objects.requireNonNull;

/**
 * What became of a text: the new text, the same text because nothing had to change, or the reason
 * why it was left alone. A refusal is for a person to read.
 */
public record Edited(String text, boolean changed, String refusal) {
  public Edited {
    requireNonNull(text);
    requireNonNull(refusal);
  }

  public static Edited to(String text) {
    return new Edited(text, true, "");
  }

  public static Edited unchanged(String text) {
    return new Edited(text, false, "");
  }

  public static Edited refused(String text, String why) {
    return new Edited(text, false, why);
  }

  public boolean refused() {
    return !refusal.isEmpty();
  }
}
