package dev.nightshift.activities.words;

/**
 * A text that can be looked at so often and no more: a pattern that somebody wrote may otherwise
 * try for years whether it fits.
 */
public final class Bounded implements CharSequence {
  /** A sound pattern looks at each character a few times. */
  private static final int MOST_LOOKS = 2_000_000;

  private final CharSequence text;
  private final Looks looks;

  public Bounded(String text) {
    this(text, new Looks());
  }

  private Bounded(CharSequence text, Looks looks) {
    this.text = text;
    this.looks = looks;
  }

  private static final class Looks {
    private int left = MOST_LOOKS;
  }

  /** Thrown into the middle of a search. */
  public static final class Exhausted extends RuntimeException {
    Exhausted() {
      super("a pattern does not come to an end", null, false, false);
    }
  }

  @Override
  public char charAt(int index) {
    if (--looks.left < 0) {
      throw new Exhausted();
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return new Bounded(text.subSequence(start, end), looks);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
