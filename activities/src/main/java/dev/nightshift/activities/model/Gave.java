package dev.nightshift.activities.model;

import dev.nightshift.workflows.values.BlobRef;
import java.util.Locale;

/** What a call gave, as the model is told; {@code content} is the blob with the whole, or null. */
record Gave(String id, String text, boolean failed, BlobRef content) {
  /** Anthropic refuses a failure without a word. */
  private static final String NOTHING = "(nothing)";

  /** What is shorter costs less than the words that would stand in its place. */
  private static final int WORTH_IT = 400;

  Gave {
    text = text == null || text.isBlank() ? NOTHING : text;
  }

  boolean isLong() {
    return text.length() > WORTH_IT;
  }

  /** A reference to it in its place. */
  Gave leftOut(String tool) {
    String instead =
        String.format(
            Locale.ROOT,
            "«result of %s, %,d characters, left out; ask again if needed»",
            tool,
            text.length());
    return new Gave(id, instead, failed, content);
  }
}
