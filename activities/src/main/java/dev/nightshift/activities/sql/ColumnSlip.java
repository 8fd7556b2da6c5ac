package dev.nightshift.activities.sql;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A column's name that nothing in scope has, in a model's text: the one name that was meant, what
 * has it ({@code scope}), and the offsets where the wrong one stands; or the {@code doubt} that
 * keeps it from being decided.
 */
public record ColumnSlip(String meant, String scope, List<Integer> places, String doubt) {
  public ColumnSlip {
    meant = requireNonNullElse(meant, "");
    scope = requireNonNullElse(scope, "");
    places = places == null ? List.of() : List.copyOf(places);
    doubt = requireNonNullElse(doubt, "");
  }

  private static final ColumnScopes.Question SLIPS =
      new ColumnScopes.Question() {
        @Override
        public ColumnScopes.Meant qualified(
            String name, Token qualifier, boolean longer, Surroundings around) {
          return around.qualified(name, qualifier, longer);
        }

        @Override
        public ColumnScopes.Meant unqualified(
            String name, ColumnScopes.Spot spot, Surroundings around) {
          return around.unqualified(name);
        }
      };

  /** The columns of what a model reads, in small letters; empty where they are not all known. */
  @FunctionalInterface
  public interface Known {
    /** {@code source} is empty for a {@code ref}. */
    Optional<Set<String>> columns(String source, String name);
  }

  public static ColumnSlip of(String text, String wrong, Dialect dialect, Known known) {
    try {
      return search(text, wrong, dialect, known);
    } catch (Undecided e) {
      return new ColumnSlip("", "", List.of(), e.getMessage());
    }
  }

  private static ColumnSlip search(String text, String wrong, Dialect dialect, Known known) {
    List<Token> tokens = Lexer.tokens(text);
    TreeMap<Integer, ColumnScopes.Meant> found = new TreeMap<>();
    Set<Token> seen = new java.util.HashSet<>();
    for (List<Token> variant : Branches.of(tokens)) {
      seen.addAll(variant);
      new ColumnScopes(new TreeReader(variant), wrong, dialect, known, SLIPS).read(found);
    }
    refuseHidden(wrong, tokens, seen);
    if (found.isEmpty()) {
      throw new Undecided("the model does not read " + wrong + " in words of its own");
    }
    Set<String> names = new java.util.TreeSet<>();
    found.values().forEach(meant -> names.add(meant.column()));
    if (names.size() > 1) {
      throw new Undecided(
          "it would be " + String.join(" in one place and ", names) + " in another");
    }
    ColumnScopes.Meant first = found.firstEntry().getValue();
    return new ColumnSlip(first.column(), first.scope(), List.copyOf(found.keySet()), "");
  }

  /** Where a template names it in what is no query, nobody here can follow it. */
  static void refuseHidden(String name, List<Token> tokens, Set<Token> seen) {
    for (Token token : tokens) {
      boolean hidden =
          token.kind() == Token.Kind.STATEMENT
              && JinjaText.strings(token).stream().anyMatch(it -> it.names(name));
      if (hidden || (!seen.contains(token) && token.isNamed(name))) {
        throw new Undecided("a Jinja block names " + name + " too");
      }
    }
  }

  /** The text with the name put right at the places; empty where the text is another one. */
  public static Optional<String> corrected(
      String text, String wrong, String meant, List<Integer> places) {
    dev.nightshift.activities.edit.Splices splices = new dev.nightshift.activities.edit.Splices();
    List<Token> tokens;
    try {
      tokens = Lexer.tokens(text);
    } catch (Undecided e) {
      return Optional.empty();
    }
    for (int place : places) {
      Token token =
          tokens.stream()
              .filter(it -> it.start() == place && it.isNamed(wrong))
              .findFirst()
              .orElse(null);
      if (token == null) {
        return Optional.empty();
      }
      splices.replace(token.start(), token.end(), Dialect.STANDARD.like(token, meant));
    }
    return places.isEmpty() ? Optional.empty() : Optional.of(splices.applyTo(text));
  }

  /** The number of the line that holds the offset, from one. */
  public static int line(String text, int place) {
    return Lines.of(text, place);
  }
}
