package dev.nightshift.activities.knowledge;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.nightshift.activities.knowledge.Entry.Match;
import dev.nightshift.activities.words.Bounded;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.KnowledgeMatch;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The entries, and which of them speak of a failure. Pure. */
public record Entries(List<Entry> all) {
  public Entries {
    all = all == null ? List.of() : List.copyOf(all);
  }

  /** From the blob that {@code Knowledge.fetch} left. */
  public static Entries read(String json) {
    try {
      return new Entries(Converter.json().readValue(json, new TypeReference<List<Entry>>() {}));
    } catch (JsonProcessingException wrong) {
      throw ErrorKind.UNREADABLE.failure(
          "The knowledge entries of this run are not the JSON that was kept.", wrong);
    }
  }

  /**
   * A failure as an entry sees it. {@code about} are the names around it, models and sources;
   * {@code topics} the words by which a page may be filed under it; {@code values} the unexpected
   * ones; {@code said} what of {@link Entry.Match#message} its whole message says, where {@code
   * message} is without its values.
   */
  public record Speaks(
      String test,
      String node,
      String message,
      String column,
      List<String> values,
      List<String> about,
      List<String> topics,
      List<String> said) {
    public Speaks {
      test = requireNonNullElse(test, "");
      node = requireNonNullElse(node, "");
      message = requireNonNullElse(message, "");
      column = requireNonNullElse(column, "");
      values = values == null ? List.of() : List.copyOf(values);
      about = about == null ? List.of() : List.copyOf(about);
      topics = topics == null ? List.of() : List.copyOf(topics);
      said = said == null ? List.of() : List.copyOf(said);
    }

    /** Of a message that nothing was taken out of. */
    public Speaks(
        String test,
        String node,
        String message,
        String column,
        List<String> values,
        List<String> about,
        List<String> topics) {
      this(test, node, message, column, values, about, topics, null);
    }
  }

  /**
   * Entries whose executable block is for this failure, all of its values among the block's. One
   * that names values does not match a failure without.
   */
  public List<Entry> executable(Speaks failure) {
    return all.stream()
        .filter(entry -> entry.change() != null && entry.match() != null)
        .filter(entry -> matches(entry.match(), failure) && covers(entry.match(), failure))
        .toList();
  }

  /**
   * Entries that a person should read: whose block is nearly for this failure, or whose prose or
   * tags name the failing test, or one of the unexpected values, or a thing it is about.
   */
  public List<Entry> prose(Speaks failure) {
    return all.stream().filter(entry -> speaksOf(entry, failure)).toList();
  }

  /**
   * Of those, the ones that name both where it went wrong and what went wrong there: a test by its
   * name, or a thing that it is about, and a topic or the column beside that.
   */
  public List<Entry> closely(Speaks failure) {
    return all.stream().filter(entry -> speaksCloselyOf(entry, failure)).toList();
  }

  /** Which of the messages that entries are for this one is; values of rows may stand in it. */
  public List<String> said(String message) {
    return all.stream()
        .filter(entry -> entry.match() != null)
        .map(entry -> entry.match().message())
        .filter(wanted -> !wanted.isEmpty() && says(wanted, message))
        .distinct()
        .toList();
  }

  public static KnowledgeMatch matched(Entry entry, boolean executable) {
    return KnowledgeMatch.of(
        entry.path(),
        entry.title(),
        entry.version(),
        entry.prose(),
        executable ? entry.change() : null);
  }

  private static boolean matches(Match match, Speaks failure) {
    return glob(match.test(), failure.test())
        && glob(match.node(), failure.node())
        && glob(match.column(), failure.column())
        && (failure.said().contains(match.message()) || says(match.message(), failure.message()));
  }

  private static boolean covers(Match match, Speaks failure) {
    if (match.values().isEmpty()) {
      return true;
    }
    return !failure.values().isEmpty() && match.values().containsAll(failure.values());
  }

  private static boolean speaksOf(Entry entry, Speaks failure) {
    if (entry.match() != null && matches(entry.match(), failure)) {
      return true;
    }
    Set<String> words = words(entry.title() + " " + entry.prose());
    Collection<String> tags = entry.tags().stream().map(Entries::folded).toList();
    if (failure.topics().stream().anyMatch(tags::contains)
        || tags.contains(folded(failure.test()))
        || (!failure.test().isEmpty() && words.contains(folded(failure.test())))) {
      return true;
    }
    // A page about the same table is no page about this failure, unless it names value or column.
    boolean sameThing = failure.about().stream().map(Entries::folded).anyMatch(tags::contains);
    boolean sameColumn = !failure.column().isEmpty() && words.contains(folded(failure.column()));
    return failure.values().stream().map(Entries::folded).anyMatch(words::contains)
        || (sameThing && sameColumn);
  }

  private static boolean speaksCloselyOf(Entry entry, Speaks failure) {
    if (entry.match() != null && entry.match().isSpecific() && matches(entry.match(), failure)) {
      return true;
    }
    Set<String> words = words(entry.title() + " " + entry.prose());
    Set<String> tags = new HashSet<>(entry.tags().stream().map(Entries::folded).toList());
    tags.remove("");
    String test = folded(failure.test());
    if (tags.contains(test) || words.contains(test)) {
      return true;
    }
    List<String> about = failure.about().stream().map(Entries::folded).toList();
    boolean filed = about.stream().anyMatch(tags::contains);
    boolean named = filed || about.stream().anyMatch(words::contains);
    boolean sameTopic = failure.topics().stream().anyMatch(tags::contains);
    boolean sameColumn = !failure.column().isEmpty() && words.contains(folded(failure.column()));
    return (named && sameTopic) || (filed && sameColumn);
  }

  private static Set<String> words(String text) {
    return Stream.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_]+"))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toSet());
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  private static boolean glob(String glob, String text) {
    if (glob.isEmpty()) {
      return true;
    }
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      regex.append(
          switch (c) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(c));
          });
    }
    return fits(Pattern.compile(regex.toString(), Pattern.DOTALL), text)
        // A glob without a dot is about the name at the end of a unique id.
        || (!glob.contains(".")
            && !text.isEmpty()
            && text.contains(".")
            && glob(glob, text.substring(text.lastIndexOf('.') + 1)));
  }

  private static boolean says(String wanted, String message) {
    if (wanted.isEmpty() || message.contains(wanted)) {
      return true;
    }
    try {
      return Pattern.compile(wanted).matcher(new Bounded(message)).find();
    } catch (PatternSyntaxException | Bounded.Exhausted | StackOverflowError notForThis) {
      return false;
    }
  }

  private static boolean fits(Pattern glob, String text) {
    try {
      return glob.matcher(new Bounded(text)).matches();
    } catch (Bounded.Exhausted tooManyStars) {
      return false;
    }
  }
}
