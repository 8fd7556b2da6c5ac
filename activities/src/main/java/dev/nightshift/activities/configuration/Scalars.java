package dev.nightshift.activities.configuration;

import dev.nightshift.activities.configuration.Shape.Dollars;
import dev.nightshift.activities.configuration.Shape.Inside;
import dev.nightshift.activities.configuration.Shape.NumberedName;
import dev.nightshift.activities.configuration.Shape.OneOf;
import dev.nightshift.activities.configuration.Shape.Paths;
import dev.nightshift.activities.configuration.Shape.Place;
import dev.nightshift.activities.configuration.Shape.Price;
import dev.nightshift.activities.configuration.Shape.Repository;
import dev.nightshift.activities.configuration.Shape.SecretName;
import dev.nightshift.activities.configuration.Shape.Span;
import dev.nightshift.activities.configuration.Shape.Text;
import dev.nightshift.activities.configuration.Shape.Whole;
import dev.nightshift.activities.configuration.Shape.YesNo;
import dev.nightshift.activities.words.Glob;
import dev.nightshift.activities.words.Nearest;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Single values, each read as its shape wants it; what is wrong is said in the exception. */
final class Scalars {
  private static final Pattern AMOUNT = Pattern.compile("\\d{1,5}(\\.\\d{1,2})?");
  private static final Pattern PRICE = Pattern.compile("\\d{1,5}(\\.\\d{1,6})?");
  private static final Pattern SPAN = Pattern.compile("(\\d{1,9})([smhd])");
  private static final Map<String, Long> SECONDS =
      Map.of("s", 1L, "m", 60L, "h", 3600L, "d", 86400L);

  /** A name and a password before the host, as in {@code https://kim:…@host/}. */
  private static final Pattern CREDENTIALS = Pattern.compile("^[a-z+]+://[^/@]*:[^/@]*@.*");

  private static final Pattern HOSTED =
      Pattern.compile(
          "(?=.{1,200}$)(?!.*\\.\\.)(?!.*\\.git$)[A-Za-z0-9][\\w.-]*/[A-Za-z0-9][\\w.-]*");

  private final Path folder;
  private final Path person;

  /**
   * Where paths begin: those of the file in its folder, and those with a ~ at the person's home.
   */
  Scalars(Path folder, Path person) {
    this.folder = folder;
    this.person = person;
  }

  Object read(ScalarNode node, Shape shape) {
    String value = node.getValue();
    if (node.getTag().equals(Tag.NULL)) {
      throw new IllegalArgumentException("it is empty; " + shape.means() + " is wanted here");
    }
    if (shape instanceof YesNo) {
      return require(node.getTag().equals(Tag.BOOL), value, shape) && Boolean.parseBoolean(value);
    }
    if (shape instanceof Whole whole) {
      return whole(node, whole);
    }
    if (shape instanceof Dollars dollars) {
      return dollars(value, dollars);
    }
    if (shape instanceof Price price) {
      return price(value, price);
    }
    if (shape instanceof NumberedName) {
      require(value.matches("[1-9]\\d{0,17}"), value, shape);
      return value;
    }
    if (shape instanceof Span) {
      return span(value, shape);
    }
    if (!node.getTag().equals(Tag.STR)) {
      throw new IllegalArgumentException(
          value + " is not a text here; put it in quotes if it is meant (" + shape.means() + ")");
    }
    return words(value, shape);
  }

  private Object words(String value, Shape shape) {
    if (shape instanceof OneOf one) {
      String near = Nearest.to(value, one.words()).map(n -> "; did you mean " + n + "?").orElse("");
      if (!one.words().contains(value)) {
        throw new IllegalArgumentException(quoted(value) + " is not " + shape.means() + near);
      }
      return value;
    }
    if (shape instanceof Text text) {
      return words(value, text.form(), shape);
    }
    if (shape instanceof SecretName) {
      return secretName(value, shape);
    }
    if (shape instanceof Place) {
      return place(value);
    }
    if (shape instanceof Inside) {
      boolean leaves =
          value.startsWith("/")
              || value.contains("\\")
              || Path.of(value).normalize().startsWith("..");
      require(!leaves, value, shape);
      String inside = Path.of(value).normalize().toString();
      return inside.equals(".") ? "" : inside;
    }
    if (shape instanceof Paths) {
      return paths(value);
    }
    if (shape instanceof Repository) {
      return repository(value, shape);
    }
    throw new IllegalStateException("no single value: " + shape);
  }

  /** What is no name may be the secret itself, which is not repeated. */
  private static String secretName(String value, Shape shape) {
    if (!Texts.SECRET_NAME.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "what stands here is not " + shape.means() + ", such as NIGHTSHIFT_OPENAI_KEY");
    }
    return value;
  }

  private static String paths(String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("a pattern of paths is wanted here");
    }
    try {
      Glob.of(value);
    } catch (IllegalArgumentException why) {
      throw new IllegalArgumentException(quoted(value) + ": " + why.getMessage(), why);
    }
    return value;
  }

  private static String repository(String value, Shape shape) {
    if (CREDENTIALS.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "the URL holds a password, which does not belong in this file; "
              + shape.means()
              + " is wanted here");
    }
    return words(value, HOSTED, shape);
  }

  private static String words(String value, Pattern form, Shape shape) {
    require(form.matcher(value).matches(), value, shape);
    return value;
  }

  private Path place(String value) {
    if (value.isBlank() || value.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("a path is wanted here");
    }
    Path path = value.startsWith("~/") ? person.resolve(value.substring(2)) : Path.of(value);
    return folder.resolve(path).normalize();
  }

  private static int whole(ScalarNode node, Whole shape) {
    require(node.getTag().equals(Tag.INT), node.getValue(), shape);
    try {
      int number = Integer.parseInt(node.getValue());
      require(number >= shape.least() && number <= shape.most(), node.getValue(), shape);
      return number;
    } catch (NumberFormatException tooLong) {
      throw new IllegalArgumentException(node.getValue() + " is not " + shape.means(), tooLong);
    }
  }

  private static double dollars(String value, Dollars shape) {
    require(AMOUNT.matcher(value).matches(), value, shape);
    double amount = Double.parseDouble(value);
    require(amount > 0 && amount <= shape.most(), value, shape);
    return amount;
  }

  private static double price(String value, Price shape) {
    require(PRICE.matcher(value).matches(), value, shape);
    double amount = Double.parseDouble(value);
    require(amount <= shape.most(), value, shape);
    return amount;
  }

  private static long span(String value, Shape shape) {
    Matcher matcher = SPAN.matcher(value);
    require(matcher.matches(), value, shape);
    long seconds = Long.parseLong(matcher.group(1)) * SECONDS.get(matcher.group(2));
    require(seconds > 0 && seconds <= 366 * 86400L, value, shape);
    return seconds;
  }

  private static boolean require(boolean holds, String value, Shape shape) {
    if (!holds) {
      throw new IllegalArgumentException(quoted(value) + " is not " + shape.means());
    }
    return true;
  }

  /** A secret that strayed here must not be printed whole. */
  private static String quoted(String value) {
    return "«" + (value.length() <= 40 ? value : value.substring(0, 39) + "…") + "»";
  }
}
