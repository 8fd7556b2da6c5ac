package dev.nightshift.starter.hooks;

import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Progress.Way;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The questions that are open, and which answer of which of them somebody's words mean. */
record OpenAnswers(List<Asked> open) {
  /** The answer that is meant; empty where it is none of those that are taken. */
  Optional<Answer> meant(Spoken.Answered said, String person, String channel) {
    String words = said.words().replace("`", "").strip();
    String[] first = words.split("\\s+", 2);
    Optional<Asked> named =
        open.stream().filter(one -> one.id().equalsIgnoreCase(first[0])).findFirst();
    String rest = named.isEmpty() ? words : first.length > 1 ? first[1] : "";
    return named
        .or(() -> open.size() == 1 ? Optional.of(open.get(0)) : Optional.empty())
        .flatMap(
            asked ->
                way(asked, rest)
                    .map(way -> new Answer(asked.id(), way.id(), person, said.reason(), channel)));
  }

  private static Optional<Way> way(Asked asked, String words) {
    String meant = folded(words);
    List<Way> ways = asked.ways();
    return IntStream.range(0, ways.size())
        .filter(
            n ->
                meant.equals(String.valueOf(n + 1))
                    || meant.equals(folded(ways.get(n).id()))
                    || meant.equals(folded(ways.get(n).says())))
        .mapToObj(ways::get)
        .findFirst();
  }

  private static String folded(String words) {
    return words.strip().replaceFirst("\\.$", "").toLowerCase(Locale.ROOT);
  }

  /** For whoever said something else; ids alone, which hold nothing of what anybody wrote. */
  String offered() {
    if (open.size() == 1) {
      return "the answers are " + ways(open.get(0));
    }
    return "several questions are open: name one, and behind it its answer. "
        + open.stream()
            .map(asked -> "`" + asked.id() + "` takes " + ways(asked))
            .collect(Collectors.joining("; "));
  }

  private static String ways(Asked asked) {
    List<Way> ways = asked.ways();
    return IntStream.range(0, ways.size())
        .mapToObj(n -> (n + 1) + " or `" + ways.get(n).id() + "`")
        .collect(Collectors.joining(", "));
  }
}
