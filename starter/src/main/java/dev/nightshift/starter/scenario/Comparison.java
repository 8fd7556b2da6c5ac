package dev.nightshift.starter.scenario;

import dev.nightshift.starter.scenario.Expected.Conclusion;
import dev.nightshift.starter.scenario.Expected.Words;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Progress.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a run concluded beside what it should have; each difference is a sentence. */
final class Comparison {
  private static final String DATA = "\n## What it does to the data\n";
  private static final Pattern MODEL = Pattern.compile("(?:.*/)?models/(?:.*/)?([^/]+)\\.sql");

  private final Expected expected;
  private final List<String> differences = new ArrayList<>();

  private Comparison(Expected expected) {
    this.expected = expected;
  }

  /**
   * Empty where they agree. {@code patch} is the published one, {@code ""} where there is none;
   * {@code asked} is what was open before somebody replied.
   */
  static List<String> of(
      Expected expected, RemediationOutcome outcome, String patch, List<Asked> asked) {
    Comparison comparison = new Comparison(expected);
    comparison.ending(outcome);
    comparison.causes(outcome.causes());
    comparison.questions(outcome.causes(), asked);
    comparison.words(outcome.causes(), asked);
    comparison.patch(patch);
    comparison.same(
        "left red", expected.remaining(), outcome.remaining().stream().sorted().toList());
    return comparison.differences;
  }

  /** Each model whose code a published patch changes stands in the report beside production's. */
  static List<String> data(String patch, String report) {
    String from = report.substring(Math.max(report.indexOf(DATA), 0));
    String section = report.contains(DATA) ? from.substring(0, end(from)) : "";
    return changed(patch)
        .map(MODEL::matcher)
        .filter(Matcher::matches)
        .map(file -> file.group(1))
        .filter(model -> !section.contains("`" + model + "`"))
        .map(model -> "the report does not say what the fix does to the data of " + model)
        .toList();
  }

  private static int end(String section) {
    int next = section.indexOf("\n## ", 1);
    return next < 0 ? section.length() : next;
  }

  /** The files that it changes. */
  static Stream<String> changed(String patch) {
    return patch
        .lines()
        .filter(line -> line.startsWith("+++ b/"))
        .map(line -> line.substring("+++ b/".length()))
        .sorted();
  }

  private void ending(RemediationOutcome outcome) {
    Ending wanted = expected.wantsPullRequest() ? Ending.PULL_REQUEST : Ending.REPORT;
    if (outcome.ending() != wanted) {
      differences.add("it should end as " + wanted + ", and ended so: " + outcome.headline());
      outcome.causes().stream()
          .filter(cause -> !cause.left().isEmpty())
          .forEach(cause -> differences.add("nothing was proposed: " + cause.left()));
      outcome
          .refusals()
          .forEach(one -> differences.add("the gate: " + one.where() + ": " + one.says()));
    }
  }

  private void causes(List<Cause> causes) {
    List<Conclusion> found = causes.stream().map(Conclusion::of).sorted().toList();
    same("causes", expected.causes(), found);
  }

  /** A report in which a person has to look is not enough: somebody was asked, with a choice. */
  private void questions(List<Cause> causes, List<Asked> asked) {
    List<Conclusion> found =
        causes.stream()
            .filter(cause -> asked.stream().anyMatch(one -> isOf(one, cause)))
            .map(Conclusion::of)
            .sorted()
            .toList();
    same("asked with a choice", expected.asked(), found);
  }

  /** What is said of a cause and asked about it, in whatever words, names what it rests on. */
  private void words(List<Cause> causes, List<Asked> asked) {
    for (Words words : expected.words()) {
      of(words.cause(), causes)
          .ifPresent(cause -> named(words, "said of", Comparison.saidOf(cause)));
    }
    for (Words words : expected.questions()) {
      of(words.cause(), causes)
          .ifPresent(
              cause ->
                  named(
                      words,
                      "asked about",
                      asked.stream()
                          .filter(one -> isOf(one, cause))
                          .map(one -> one.says() + one.ways())
                          .collect(Collectors.joining())));
    }
  }

  private static Optional<Cause> of(Conclusion wanted, List<Cause> causes) {
    return causes.stream().filter(cause -> Conclusion.of(cause).equals(wanted)).findFirst();
  }

  private static String saidOf(Cause cause) {
    return cause.because()
        + cause.evidence().stream().map(Object::toString).collect(Collectors.joining());
  }

  private void named(Words words, String how, String text) {
    words.all().stream()
        .filter(word -> !text.contains(word))
        .map(word -> "not " + how + " " + words.cause().subject() + ": " + word)
        .forEach(differences::add);
  }

  /** A long one is cut where it is asked. */
  private static boolean isOf(Asked asked, Cause cause) {
    return asked.ways().size() > 1
        && cause.because().startsWith(asked.says().replaceAll("…\\z", ""));
  }

  private void patch(String patch) {
    same("changed files", expected.files(), changed(patch).toList());
    List<String> added =
        patch
            .lines()
            .filter(line -> line.startsWith("+") && !line.startsWith("+++"))
            .map(line -> line.substring(1))
            .toList();
    expected.contains().stream()
        .filter(line -> !added.contains(line))
        .forEach(line -> differences.add("the patch does not add the line: " + line.strip()));
  }

  private <T> void same(String what, List<T> wanted, List<T> found) {
    List<T> missing = wanted.stream().filter(one -> !found.contains(one)).toList();
    List<T> surplus = found.stream().filter(one -> !wanted.contains(one)).toList();
    missing.forEach(one -> differences.add(what + ", missing: " + one));
    surplus.forEach(one -> differences.add(what + ", not expected: " + one));
  }
}
