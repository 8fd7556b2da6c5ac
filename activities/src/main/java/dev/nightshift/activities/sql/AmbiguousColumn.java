package dev.nightshift.activities.sql;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Splices;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A column that several relations in scope have, in a model's text that does not say whose is
 * meant: for each place the relation's name there, and {@code why} it is that one; or the {@code
 * doubt} that leaves it to a person.
 */
public record AmbiguousColumn(Map<Integer, String> places, String why, String doubt) {
  public AmbiguousColumn {
    places = new TreeMap<>(places);
    why = requireNonNullElse(why, "");
    doubt = requireNonNullElse(doubt, "");
  }

  /**
   * {@code before} tells the columns as they were before the newest commit: whose it was then it is
   * still.
   */
  public static AmbiguousColumn of(
      String text, String name, Dialect dialect, ColumnSlip.Known known, ColumnSlip.Known before) {
    try {
      return search(text, name, dialect, known, before);
    } catch (Undecided e) {
      return new AmbiguousColumn(Map.of(), "", e.getMessage());
    }
  }

  private static AmbiguousColumn search(
      String text, String name, Dialect dialect, ColumnSlip.Known known, ColumnSlip.Known before) {
    List<Token> tokens = Lexer.tokens(text);
    Map<Integer, ColumnScopes.Meant> found = new TreeMap<>();
    Set<Token> seen = new HashSet<>();
    Set<String> whys = new TreeSet<>();
    for (List<Token> variant : Branches.of(tokens)) {
      seen.addAll(variant);
      TreeReader reader = new TreeReader(variant);
      Ownership then = new Ownership(reader, Map.of());
      new ColumnScopes(reader, name, dialect, before, then).read(new TreeMap<>());
      Ownership now = new Ownership(reader, then.sole());
      new ColumnScopes(reader, name, dialect, known, now).read(found);
      whys.addAll(now.whys());
    }
    ColumnSlip.refuseHidden(name, tokens, seen);
    if (found.isEmpty()) {
      throw new Undecided("no place is seen where " + name + " can be that of several");
    }
    Map<Integer, String> places = new TreeMap<>();
    found.forEach((place, meant) -> places.put(place, meant.scope()));
    return new AmbiguousColumn(places, String.join("; ", whys), "");
  }

  /** The text with each place telling whose column it is; refused where the text is another one. */
  public static Edited told(String text, String name, Map<Integer, String> places) {
    try {
      Splices splices = new Splices();
      List<Token> tokens = Lexer.tokens(text);
      places.forEach(
          (place, relation) -> {
            if (tokens.stream().noneMatch(it -> it.start() == place && it.isNamed(name))) {
              throw new Undecided("it does not read " + name + " as it did");
            }
            splices.insert(place, relation + ".");
          });
      return Edited.to(splices.applyTo(text));
    } catch (Undecided e) {
      return Edited.refused(text, e.getMessage());
    }
  }
}
