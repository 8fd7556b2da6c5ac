package dev.nightshift.activities.model;

import java.util.Locale;
import java.util.regex.Pattern;

/** How APIs say, and agents after them, that a conversation is longer than the model can hold. */
public final class TooLong {
  private static final Pattern WORDS =
      Pattern.compile(
          "prompt.?(is.)?too.?long|context.?length|context.?window|context.?size|context limit"
              + "|maximum context|maximum number of tokens|too many (input )?tokens");

  private TooLong() {}

  public static boolean says(String words) {
    return WORDS.matcher(words.toLowerCase(Locale.ROOT)).find();
  }
}
