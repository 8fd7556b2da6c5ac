package dev.nightshift.bench.diagnosis;

import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.values.Cause;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How one case went. {@code cause} is the first that was named, {@code causes} are all of them with
 * their verdicts and kinds; {@code fixed} a published patch with which what failed passes, {@code
 * verified} one that was proven in the sandbox; {@code falseFix} passes dbt and not the check that
 * it was never shown; {@code filesRight} one that touches what a good fix touches, where the case
 * says what that is. A {@code request} fails nothing, and is counted apart.
 */
record Judgement(
    String name,
    String cause,
    List<String> causes,
    boolean causeRight,
    String verdict,
    boolean verdictRight,
    boolean fixed,
    boolean verified,
    boolean falseFix,
    List<String> files,
    boolean filesRight,
    double seconds,
    String ending,
    String trouble,
    boolean request) {

  static Judgement unusable(String name, String why) {
    return untried(name, why, false);
  }

  static Judgement request(String name) {
    return untried(name, "a request: no flow takes one up yet", true);
  }

  private static Judgement untried(String name, String why, boolean request) {
    return new Judgement(
        name, "", List.of(), false, "", false, false, false, false, List.of(), false, 0, "", why,
        request);
  }

  /** {@code green} is whether what failed passes with the patch, {@code checked} the rest. */
  record Tried(boolean green, boolean checked) {}

  static Judgement of(
      Case one, RemediationOutcome outcome, String patch, Optional<Tried> tried, double seconds) {
    Optional<Cause> first = outcome.causes().stream().findFirst();
    List<String> files = files(patch);
    Case.Expected expected = one.expected();
    boolean green = tried.map(Tried::green).orElse(false);
    boolean checked = tried.map(Tried::checked).orElse(false);
    return new Judgement(
        one.name(),
        first.map(Cause::subject).orElse(""),
        outcome.causes().stream().map(cause -> cause.verdict() + " " + cause.signature()).toList(),
        first.filter(cause -> named(cause, expected.causes())).isPresent(),
        first.map(cause -> cause.verdict().name()).orElse(""),
        first.filter(cause -> expected.verdicts().contains(cause.verdict().name())).isPresent(),
        green && checked,
        outcome.pull() != null,
        green && !checked,
        files,
        !files.isEmpty()
            && (expected.files().isEmpty() || files.stream().anyMatch(expected.files()::contains)),
        seconds,
        outcome.ending().name(),
        "",
        false);
  }

  boolean right() {
    return causeRight && verdictRight && !falseFix && trouble.isEmpty();
  }

  /** By its id, a source without its column, a bare name, or a file of the repository. */
  private static boolean named(Cause cause, List<String> wanted) {
    Set<String> names = new LinkedHashSet<>();
    String subject = cause.subject();
    names.add(subject);
    String[] parts = subject.split("\\.");
    if (subject.startsWith("source.") && parts.length >= 4) {
      names.addAll(List.of(parts[3], parts[2] + "." + parts[3]));
      names.add(String.join(".", List.of(parts).subList(0, 4)));
    } else if (parts.length >= 3) {
      names.add(parts[2]);
    }
    if (subject.startsWith("unit_test.")) {
      names.add(parts[parts.length - 1]);
    }
    for (String key : List.of("file", "files")) {
      names.addAll(cause.details().getOrDefault(key, "").lines().toList());
    }
    return wanted.stream()
        .anyMatch(name -> names.contains(name) || names.stream().anyMatch(it -> makes(it, name)));
  }

  /** A file that is called as a node, where dbt stopped before it knew of nodes. */
  private static boolean makes(String file, String node) {
    String name = node.substring(node.lastIndexOf('.') + 1);
    return file.matches("(?:.*/)?" + Pattern.quote(name) + "\\.(?:sql|py|csv)")
        && (node.equals(name) || node.matches("(?:model|seed|snapshot|test|macro)\\..*"));
  }

  private static List<String> files(String patch) {
    List<String> files = new ArrayList<>();
    patch
        .lines()
        .filter(line -> line.startsWith("+++ b/") || line.startsWith("--- a/"))
        .map(line -> line.substring(6))
        .filter(file -> !files.contains(file))
        .forEach(files::add);
    return files;
  }
}
