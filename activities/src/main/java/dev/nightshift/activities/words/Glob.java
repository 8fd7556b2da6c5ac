package dev.nightshift.activities.words;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/**
 * A pattern of paths as people know it from their shell: {@code *} and {@code ?} within a folder,
 * {@code **} across folders (a leading {@code **}{@code /} may be none at all), {@code {a,b}}
 * either of them, {@code [a-z]} and {@code [!a-z]} one of a set, {@code \} before what is meant as
 * it stands. Some file systems take no notice of case, so neither does the comparison.
 *
 * <p>A model writes patterns too: all ways through one are gone at once, letter by letter, so that
 * many stars take no longer than many letters.
 */
public final class Glob {
  /** Nobody means more; the work on a path grows with it. */
  private static final int LONGEST = 1_000;

  /** A way on to another place, by a letter or, where it reads none, for nothing. */
  private record Way(IntPredicate reads, int to) {}

  /** Where a group began, and where each of its alternatives ends. */
  private record Group(int from, int to) {}

  private final String text;
  private final List<List<Way>> ways = new ArrayList<>();
  private final Deque<Group> groups = new ArrayDeque<>();
  private final int end;
  private int at;

  private Glob(String glob) {
    text = glob.toLowerCase(Locale.ROOT);
    int place = place();
    while (at < text.length()) {
      place = next(place);
    }
    require(groups.isEmpty(), "a { is never closed");
    end = place;
  }

  /** What cannot be meant is an {@link IllegalArgumentException} that says why. */
  public static Glob of(String glob) {
    require(
        !glob.startsWith("/") && !glob.startsWith("./"),
        "a pattern begins at the repository's top, without a / or ./ before it");
    require(!glob.endsWith("/"), "it matches no file; " + glob + "** is all that a folder holds");
    require(glob.length() <= LONGEST, "it has more than " + LONGEST + " letters");
    return new Glob(glob);
  }

  /** Whether a pattern names a path; one that cannot be read might have meant any. */
  public static boolean mayMean(String pattern, String path) {
    try {
      return of(pattern).matches(path);
    } catch (IllegalArgumentException unreadable) {
      return true;
    }
  }

  public boolean matches(String path) {
    BitSet reached = new BitSet();
    reach(0, reached);
    for (int letter : path.toLowerCase(Locale.ROOT).codePoints().toArray()) {
      BitSet before = reached;
      reached = new BitSet();
      for (int place = before.nextSetBit(0); place >= 0; place = before.nextSetBit(place + 1)) {
        for (Way way : ways.get(place)) {
          if (way.reads() != null && way.reads().test(letter)) {
            reach(way.to(), reached);
          }
        }
      }
    }
    return reached.get(end);
  }

  /** With all places to which one comes from there for nothing. */
  private void reach(int first, BitSet reached) {
    Deque<Integer> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      int place = open.pop();
      if (!reached.get(place)) {
        reached.set(place);
        ways.get(place).stream().filter(way -> way.reads() == null).forEach(w -> open.push(w.to()));
      }
    }
  }

  private int place() {
    ways.add(new ArrayList<>());
    return ways.size() - 1;
  }

  private void way(int from, IntPredicate reads, int to) {
    ways.get(from).add(new Way(reads, to));
  }

  /** Where one is behind what comes next. */
  private int next(int from) {
    int letter = letter();
    return switch (letter) {
      case '*' -> stars(from);
      case '?' -> one(from, Glob::within);
      case '[' -> one(from, set());
      case '{' -> group(from);
      case '}' -> groups.isEmpty() ? literal(from, letter) : closed(from);
      case ',' -> groups.isEmpty() ? literal(from, letter) : alternative(from);
      case '\\' -> literal(from, escaped());
      default -> literal(from, letter);
    };
  }

  private static boolean any(int letter) {
    return letter >= 0;
  }

  private static boolean within(int letter) {
    return letter != '/';
  }

  private int one(int from, IntPredicate reads) {
    int to = place();
    way(from, reads, to);
    return to;
  }

  private int literal(int from, int meant) {
    return one(from, letter -> letter == meant);
  }

  private int many(int from, IntPredicate reads) {
    int to = one(from, null);
    way(to, reads, to);
    return to;
  }

  private int stars(int from) {
    if (text.startsWith("*/", at)) {
      at += 2;
      int to = literal(many(from, Glob::any), '/');
      way(from, null, to);
      return to;
    }
    if (text.startsWith("*", at)) {
      at++;
      return many(from, Glob::any);
    }
    return many(from, Glob::within);
  }

  private int group(int from) {
    groups.push(new Group(from, place()));
    return one(from, null);
  }

  private int alternative(int from) {
    way(from, null, groups.element().to());
    return one(groups.element().from(), null);
  }

  private int closed(int from) {
    way(from, null, groups.element().to());
    return groups.pop().to();
  }

  /** A folder's end is never in a set. */
  private IntPredicate set() {
    boolean not = at < text.length() && (text.charAt(at) == '!' || text.charAt(at) == '^');
    at += not ? 1 : 0;
    int first = at;
    List<IntPredicate> members = new ArrayList<>();
    while (at < text.length() && (text.charAt(at) != ']' || at == first)) {
      members.add(member());
    }
    require(at < text.length(), "a [ is never closed");
    at++;
    return letter ->
        letter != '/' && not != members.stream().anyMatch(member -> member.test(letter));
  }

  private IntPredicate member() {
    int from = inSet();
    if (at + 1 >= text.length() || text.charAt(at) != '-' || text.charAt(at + 1) == ']') {
      return letter -> letter == from;
    }
    at++;
    int to = inSet();
    require(
        from <= to,
        "the set " + Character.toString(from) + "-" + Character.toString(to) + " runs backwards");
    return letter -> from <= letter && letter <= to;
  }

  private int inSet() {
    int letter = letter();
    require(letter != '/', "a / cannot stand between [ and ]");
    return letter == '\\' ? escaped() : letter;
  }

  private int escaped() {
    require(at < text.length(), "it ends in a \\, which stands before what is meant as it is");
    return letter();
  }

  private int letter() {
    int letter = text.codePointAt(at);
    at += Character.charCount(letter);
    return letter;
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
