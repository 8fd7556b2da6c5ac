package dev.nightshift.activities.configuration;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What may stand at one place of the file. The published JSON Schema says the same. */
sealed interface Shape {

  /** How a person would call it, after «is wanted here». */
  String means();

  /** Words of a certain form. */
  record Text(Pattern form, String means) implements Shape {}

  /** A whole number within bounds. */
  record Whole(int least, int most) implements Shape {
    @Override
    public String means() {
      return "a whole number from " + least + " to " + most;
    }
  }

  /** What may be spent. */
  record Dollars(int most) implements Shape {
    @Override
    public String means() {
      return "an amount in dollars, such as 5 or 0.50, up to " + most;
    }
  }

  /** What a million tokens cost: some cost a fraction of a cent, one's own nothing. */
  record Price(int most) implements Shape {
    @Override
    public String means() {
      return "dollars for a million tokens, such as 3 or 0.125, up to " + most;
    }
  }

  /** The name of an environment variable with a secret. */
  record SecretName() implements Shape {
    @Override
    public String means() {
      return "the name of an environment variable that holds the secret";
    }
  }

  /** A number that is a name, of any length. */
  record NumberedName() implements Shape {
    @Override
    public String means() {
      return "a number, as the addresses of its pages show it";
    }
  }

  /** {@code true} or {@code false}. */
  record YesNo() implements Shape {
    @Override
    public String means() {
      return "true or false";
    }
  }

  /** A length of time; becomes seconds. */
  record Span() implements Shape {
    @Override
    public String means() {
      return "a length of time such as 90s, 30m, 24h or 7d";
    }
  }

  /** One of a few words. */
  record OneOf(List<String> words) implements Shape {
    @Override
    public String means() {
      return "one of " + String.join(", ", words);
    }
  }

  /** A mapping of names of a certain form to values of a certain form. */
  record Named(Text names, Text values) implements Shape {
    @Override
    public String means() {
      return "a mapping of " + names.means() + " to " + values.means();
    }
  }

  /**
   * A single value, or one of several mappings: that of which the first key, which it must have, is
   * there; the last where none is.
   */
  record Either(Shape single, List<Fields> mappings) implements Shape {
    @Override
    public String means() {
      return single.means() + ", or a mapping";
    }
  }

  /** A word, or a list. */
  record WordOrMany(Shape word, Many many) implements Shape {
    @Override
    public String means() {
      return word.means() + ", or a list";
    }
  }

  /** A path on this machine; a relative one starts where the file is. */
  record Place() implements Shape {
    @Override
    public String means() {
      return "a path, absolute or relative to this file";
    }
  }

  /** A path inside the repository. */
  record Inside() implements Shape {
    @Override
    public String means() {
      return "a path inside the repository, without a leading / and without ..";
    }
  }

  /** Where code lives. */
  record Repository() implements Shape {
    @Override
    public String means() {
      return "owner/name on the code host";
    }
  }

  /** A pattern of paths. */
  record Paths() implements Shape {
    @Override
    public String means() {
      return "a pattern of paths such as models/finance/**";
    }
  }

  /** Names of variables with values that are no secret, {@code instead} where one is named so. */
  record Literals(Set<String> instead) implements Shape {
    @Override
    public String means() {
      return "a mapping of variable names to values";
    }
  }

  /** A list; {@code uniqueBy} names the field that must differ, or is empty. */
  record Many(Shape item, String uniqueBy) implements Shape {
    @Override
    public String means() {
      return "a list";
    }
  }

  /** A mapping with these keys and no others; some of its values must come in order. */
  record Fields(List<Field> fields, List<Order> orders) implements Shape {
    @Override
    public String means() {
      return "a mapping";
    }

    Fields inOrder(Order... wanted) {
      return new Fields(fields, List.of(wanted));
    }

    List<String> keys() {
      return fields.stream().map(Field::key).toList();
    }

    Optional<Field> field(String key) {
      return fields.stream().filter(field -> field.key().equals(key)).findFirst();
    }
  }

  /** One key of a mapping. */
  record Field(String key, Shape shape, boolean required) {}

  /**
   * Where {@code sooner} is given, {@code later} comes after it; left out, that is so much, which a
   * person calls {@code usual}.
   */
  record Order(String sooner, String later, long laterByDefault, String usual, String otherwise) {}

  static Field must(String key, Shape shape) {
    return new Field(key, shape, true);
  }

  static Field may(String key, Shape shape) {
    return new Field(key, shape, false);
  }

  static Fields fields(Field... fields) {
    return new Fields(List.of(fields), List.of());
  }
}
