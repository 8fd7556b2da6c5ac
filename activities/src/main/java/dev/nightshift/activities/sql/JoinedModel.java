package dev.nightshift.activities.sql;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Splices;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The one join by which a model's text takes rows of another model (or source) as they are: what it
 * reads of it there, and the text with something else joined in its place. Only the reference of
 * that join changes; where the text does not decide which that is, or does more with the joined
 * rows than to carry their columns, it is refused.
 */
public final class JoinedModel {
  private final String text;
  private final String joined;
  private final List<Token> tokens;
  private final SourceCalls calls;

  private JoinedModel(String text, String joined) {
    this.text = text;
    this.joined = joined;
    this.tokens = Lexer.tokens(text);
    String[] id = joined.split("\\.", 4);
    this.calls =
        id[0].equals("source") && id.length == 4
            ? new SourceCalls(id[2], id[3], tokens)
            : SourceCalls.ofModel(id[id.length - 1], tokens);
  }

  /**
   * A column that is read of the joined relation; {@code as} is the name that the text gives it in
   * every place, empty where it keeps its own or is used in an expression.
   */
  public record Read(String column, String as) {}

  /**
   * The join: {@code how} in small letters, the columns of the joined side that it sets equal, what
   * is read, and {@code bare}, every name without a qualifier in that select: one of these would be
   * ambiguous if what is joined had such a column too.
   */
  public record Joined(String how, List<String> keys, List<Read> reads, Set<String> bare) {
    public Joined {
      keys = List.copyOf(keys);
      reads = List.copyOf(reads);
      bare = Set.copyOf(bare);
    }

    public boolean keepsLeft() {
      return how.startsWith("left");
    }
  }

  /** What was seen, or why it could not be. */
  public record Seen(Joined joined, String refusal) {}

  /**
   * Looks at the join.
   *
   * @param joined the unique id of what is joined
   * @param columns the columns that it has, in small letters
   */
  public static Seen in(String text, String joined, Set<String> columns) {
    try {
      return new Seen(new JoinedModel(text, joined).read(columns).joined(), "");
    } catch (Undecided e) {
      return new Seen(null, e.getMessage());
    }
  }

  /**
   * The text with the model {@code other} in the place of what is joined.
   *
   * @param columns each column that may be read, and its name in the other one
   */
  public static Edited instead(
      String text, String joined, String other, Map<String, String> columns) {
    try {
      return Edited.to(new JoinedModel(text, joined).edit(other, columns));
    } catch (Undecided e) {
      return Edited.refused(text, e.getMessage());
    }
  }

  /**
   * The text with each row of what is joined once, in these columns only: those that rows of one
   * key have in common.
   *
   * @param columns in small letters, those of the join first
   */
  public static Edited once(String text, String joined, List<String> columns) {
    try {
      return Edited.to(new JoinedModel(text, joined).single(columns));
    } catch (Undecided e) {
      return Edited.refused(text, e.getMessage());
    }
  }

  /** {@code amount,paid_at>last_paid_at}: each column, and its name in the other model. */
  public static Map<String, String> columns(String written) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (String read : written.split(",", -1)) {
      int to = read.indexOf('>');
      columns.put(to < 0 ? read : read.substring(0, to), read.substring(to + 1));
    }
    return columns;
  }

  private JoinReading.Result read(Set<String> columns) {
    for (Token token : tokens) {
      if (calls.uses(token) && !calls.isCall(token)) {
        throw new Undecided(
            "it reads " + name() + " by more than its name: " + JinjaText.brief(token));
      }
    }
    JoinReading.Result result = null;
    Set<Token> seen = new HashSet<>();
    for (List<Token> variant : Branches.of(tokens)) {
      seen.addAll(variant);
      if (variant.stream().noneMatch(calls::isCall)) {
        continue;
      }
      JoinReading.Result found =
          new JoinReading(new TreeReader(variant), calls, name(), columns).read();
      if (result != null && !result.equals(found)) {
        throw new Undecided("branches of the template join " + name() + " in different ways");
      }
      result = found;
    }
    if (tokens.stream().anyMatch(token -> calls.isCall(token) && !seen.contains(token))) {
      throw new Undecided("a Jinja block that cannot be followed reads " + name());
    }
    if (result == null) {
      throw new Undecided("it does not read " + name() + " by a reference of its own");
    }
    return result;
  }

  private String edit(String other, Map<String, String> columns) {
    Map<String, String> to = new LinkedHashMap<>();
    columns.forEach((from, name) -> to.put(from.toLowerCase(Locale.ROOT), name));
    JoinReading.Result found = read(to.keySet());
    Set<String> uncompared = new TreeSet<>(found.joined().keys());
    found.joined().reads().forEach(read -> uncompared.add(read.column()));
    uncompared.removeAll(to.keySet());
    if (!uncompared.isEmpty()) {
      throw new Undecided(
          "it reads "
              + String.join(", ", uncompared)
              + " of "
              + name()
              + ", which nobody has compared");
    }
    Splices splices = new Splices();
    splices.replace(
        found.call().start(), found.call().end(), calls.instead(found.call().text(), other));
    found.sites().forEach((column, sites) -> rename(column, to.get(column), sites, splices));
    return splices.applyTo(text);
  }

  private String single(List<String> columns) {
    JoinReading.Result found = read(Set.copyOf(columns));
    Set<String> others = new TreeSet<>(found.joined().keys());
    found.joined().reads().forEach(read -> others.add(read.column()));
    if (!others.equals(new TreeSet<>(columns))) {
      throw new Undecided("it reads other columns of " + name() + " than were compared");
    }
    if (!columns.stream().allMatch(column -> column.matches("[a-z_]\\w*"))) {
      throw new Undecided("a column of " + name() + " needs quotes");
    }
    boolean capitals =
        tokens.stream()
            .filter(token -> token.is("select"))
            .allMatch(it -> it.text().equals("SELECT"));
    String distinct = "distinct " + String.join(", ", columns);
    Token listed = found.listed();
    Splices splices = new Splices();
    if (listed == null) {
      String call = found.call().text();
      splices.replace(
          found.call().start(),
          found.call().end(),
          "(" + cased("select " + distinct + " from ", capitals) + call + ")");
    } else if (listed.is("*")) {
      splices.replace(listed.start(), listed.end(), cased(distinct, capitals));
    } else {
      splices.insert(listed.start(), cased("distinct ", capitals));
    }
    return splices.applyTo(text);
  }

  private static String cased(String words, boolean capitals) {
    return capitals ? words.toUpperCase(Locale.ROOT) : words;
  }

  private void rename(String column, String to, List<JoinReading.Site> sites, Splices splices) {
    if (column.equalsIgnoreCase(to)) {
      return;
    }
    for (JoinReading.Site site : sites) {
      if (site.alias() == null || !site.alias().isNamed(to)) {
        throw new Undecided("it reads " + column + " where it does not call it " + to);
      }
      String between = text.substring(site.column().end(), site.alias().start());
      if (!between.strip().equalsIgnoreCase("as") && !between.isBlank()) {
        throw new Undecided("something stands between " + column + " and its new name");
      }
      splices.replace(site.column().start(), site.alias().end(), site.alias().text());
    }
  }

  private String name() {
    List<String> parts = new ArrayList<>(List.of(joined.split("\\.", -1)));
    return parts.get(parts.size() - 1);
  }
}
