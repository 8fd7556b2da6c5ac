package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.JoinFacts.JoinLook;
import dev.nightshift.activities.diagnosis.TestFacts.Appending;
import dev.nightshift.activities.diagnosis.TestFacts.Hop;
import dev.nightshift.activities.diagnosis.TestFacts.TestLook;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An incremental model without a {@code unique_key} has rows again whose key, by the test that
 * fails, is to be there once, and is there once in what it reads: it appended what it had.
 */
final class AppendedAgain implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    return facts.failed().stream()
        .filter(node -> open.contains(node.id()))
        .map(AppendedAgain::cause)
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<Cause> cause(FailedNode node) {
    TestLook test = node.test();
    if (test == null
        || test.appending() == null
        || test.breaksAt().isEmpty()
        || test.joins().stream().anyMatch(JoinLook::guilty)) {
      return Optional.empty();
    }
    Hop at = test.hops().get(test.breaksAt().get());
    Hop above = test.hops().get(test.breaksAt().get() + 1);
    return above.bad() > 0 ? Optional.empty() : Optional.of(cause(node, at, above));
  }

  private static Cause cause(FailedNode node, Hop at, Hop above) {
    String key = String.join(", ", at.columns());
    String model = Say.name(at.node());
    Appending appending = node.test().appending();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(
        Evidence.asked(
            at.relation() + ": " + Say.number(at.bad()) + " keys occur more than once",
            at.query(),
            Witness.PRODUCTION));
    evidence.add(
        Evidence.asked(
            above.relation() + ": none does in " + Say.count(above.rows(), "row"),
            above.query(),
            Witness.PRODUCTION));
    if (appending.rows() != null) {
      evidence.add(
          Evidence.asked(
              "in which columns their rows differ", appending.rows().query(), Witness.PRODUCTION));
    }
    return new Cause(
        "appended_again",
        appending.same() ? Verdict.CODE : Verdict.UNCLEAR,
        at.node(),
        List.of(node.id()),
        Say.number(at.bad())
            + " values of "
            + key
            + " occur more than once in "
            + at.relation()
            + " and none in "
            + above.relation()
            + ", which it reads: "
            + model
            + " is incremental and has no unique_key, so that rows that come again are appended."
            + (appending.same() ? "" : asked(appending, key)),
        evidence,
        details(node.test(), at, key),
        null);
  }

  /** One row in the place of another that says something else would be history overwritten. */
  private static String asked(Appending appending, String key) {
    return (appending.rows() == null
            ? " In what the rows of one " + key + " differ could not be asked."
            : " The rows of one "
                + key
                + " differ in "
                + Say.list(appending.rows().different())
                + ".")
        + " Is the newest to take the place of the others, or is each to be kept?";
  }

  private static Map<String, String> details(TestLook test, Hop at, String key) {
    Map<String, String> details = new TreeMap<>();
    details.put("model", at.node());
    String undecided = undecided(test);
    if (!undecided.isEmpty()) {
      details.put("undecided", undecided);
      return details;
    }
    details.put("file", test.appending().file());
    details.put("setting", "unique_key");
    details.put("value", value(at.columns()));
    details.put(
        "says",
        "a row whose "
            + key
            + " is there takes its place. Only rows that come again are put right by that: what is"
            + " there twice already goes when somebody builds "
            + Say.name(at.node())
            + " once with --full-refresh");
    return details;
  }

  private static String undecided(TestLook test) {
    Appending appending = test.appending();
    if (!appending.same()) {
      return "rows of one key differ, and a unique_key would keep one of them";
    }
    if (!appending.obstacle().isEmpty()) {
      return appending.obstacle();
    }
    return test.joins().size() < appending.joins()
        ? "its text has a join that could not be followed, which may make the rows"
        : "";
  }

  private static String value(List<String> columns) {
    return columns.size() == 1
        ? "'" + columns.get(0) + "'"
        : columns.stream()
            .map(name -> "'" + name + "'")
            .collect(Collectors.joining(", ", "[", "]"));
  }
}
