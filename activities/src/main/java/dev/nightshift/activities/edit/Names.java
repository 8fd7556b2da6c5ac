package dev.nightshift.activities.edit;

import java.util.Locale;

/** How a name is written in one place and another. */
public final class Names {
  private Names() {}

  /**
   * The new name in the case that the old one stands in: a warehouse that folds case reports {@code
   * AMOUNT_USD} where the project says {@code amount}.
   */
  public static String like(String written, String to) {
    String lower = to.toLowerCase(Locale.ROOT);
    String upper = to.toUpperCase(Locale.ROOT);
    boolean writtenLower = written.equals(written.toLowerCase(Locale.ROOT));
    boolean writtenUpper = written.equals(written.toUpperCase(Locale.ROOT));
    if (writtenLower && !writtenUpper && to.equals(upper)) {
      return lower;
    }
    if (writtenUpper && !writtenLower && to.equals(lower)) {
      return upper;
    }
    return to;
  }
}
