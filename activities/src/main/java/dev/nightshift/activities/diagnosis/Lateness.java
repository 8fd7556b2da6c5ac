package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.LateLook;
import dev.nightshift.activities.knowledge.Entry;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a page of the knowledge base says of a source that comes late. Pure. */
final class Lateness {
  private static final Set<String> TOPICS =
      Set.of("freshness", "late", "lateness", "stale", "delay", "delays", "delayed", "outdated");

  private static final Pattern WAITING =
      Pattern.compile(
          "\\bwait(?:s|ing)?\\b|\\bnext (?:run|night|load|delivery)\\b|\\bby itself\\b"
              + "|\\bcatch(?:es)? up\\b|\\bnothing (?:is )?to (?:be )?(?:do|done)\\b");

  /** A page that forbids it, or says that it does not help, documents no waiting. */
  private static final Pattern NOT_WAITING =
      Pattern.compile(
          "(?:\\b(?:not|never|no use|no point|without|instead of|rather than)|n't)\\b[^.;:,\\n]{0,8}"
              + "\\bwait(?:s|ing)?\\b|\\bwaiting (?:does not|doesn't|will not|won't|never)\\b"
              + "|\\bnot\\b[^.;:\\n]{0,30}\\b(?:by itself|catch(?:es)? up)\\b");

  private static final Map<String, Double> NUMBERS =
      Map.ofEntries(
          Map.entry("a", 1.0),
          Map.entry("an", 1.0),
          Map.entry("one", 1.0),
          Map.entry("half a", 0.5),
          Map.entry("half an", 0.5),
          Map.entry("two", 2.0),
          Map.entry("three", 3.0),
          Map.entry("four", 4.0),
          Map.entry("five", 5.0),
          Map.entry("six", 6.0),
          Map.entry("eight", 8.0),
          Map.entry("ten", 10.0),
          Map.entry("twelve", 12.0));

  private static final Map<String, Long> SECONDS =
      Map.of(
          "minute", 60L, "min", 60L, "hour", 3600L, "h", 3600L, "day", 86_400L, "week", 604_800L);

  /** «up to a day», «less than 36 hours», «no older than two days». */
  private static final Pattern BOUND =
      Pattern.compile(
          "\\b(?:up to|less than|at most|within|under|below|more than|longer than|older than"
              + "|no later than|maximum of|max\\.?)\\s+"
              + "(half an?|an?|one|two|three|four|five|six|eight|ten|twelve|\\d{1,4}(?:\\.\\d)?)"
              + "[\\s-]*(minute|min|hour|h|day|week)s?\\b");

  /** The page, whether it lets this lateness pass, and the bound that it states. */
  record Page(Entry entry, boolean waits, OptionalLong bound) {
    boolean covers(LateLook late) {
      return waits && (bound.isEmpty() || late.ageSeconds() <= bound.getAsLong());
    }
  }

  private Lateness() {}

  /** The first page that speaks of the source's lateness; one that covers it comes first. */
  static Optional<Page> page(List<Entry> entries, LateLook late) {
    List<Page> pages =
        entries.stream().filter(entry -> speaksOf(entry, late)).map(Lateness::read).toList();
    // Of two pages the stricter holds: nobody knows which of them is right.
    return pages.stream()
        .filter(page -> !page.covers(late))
        .findFirst()
        .or(() -> pages.stream().findFirst());
  }

  private static boolean speaksOf(Entry entry, LateLook late) {
    Set<String> words = words(entry.title() + " " + entry.prose());
    entry.tags().forEach(tag -> words.addAll(words(tag)));
    String name = late.source().substring(late.source().lastIndexOf('.') + 1);
    return words.contains(name.toLowerCase(Locale.ROOT))
        && TOPICS.stream().anyMatch(words::contains);
  }

  private static Page read(Entry entry) {
    String text = (entry.title() + ". " + entry.prose()).toLowerCase(Locale.ROOT);
    boolean waits = WAITING.matcher(text).find() && !NOT_WAITING.matcher(text).find();
    return new Page(entry, waits, bound(text));
  }

  /** The smallest that is stated: a page that gives several is held to the strictest. */
  static OptionalLong bound(String text) {
    OptionalLong smallest = OptionalLong.empty();
    Matcher matcher = BOUND.matcher(text.toLowerCase(Locale.ROOT));
    while (matcher.find()) {
      String number = matcher.group(1).replaceAll("\\s+", " ");
      double count = NUMBERS.containsKey(number) ? NUMBERS.get(number) : Double.parseDouble(number);
      long seconds = Math.round(count * SECONDS.get(matcher.group(2)));
      if (smallest.isEmpty() || seconds < smallest.getAsLong()) {
        smallest = OptionalLong.of(seconds);
      }
    }
    return smallest;
  }

  private static Set<String> words(String text) {
    return new HashSet<>(List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}_]+")));
  }
}
