package dev.nightshift.workflows.tests;

import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.values.DbtResult;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What of a project is meant, as dbt selects it, and how it is said. */
final class Selection {
  private static final Pattern NAME = Pattern.compile("\\w+");
  private static final Pattern PATH = Pattern.compile("[\\w./-]+");

  private Selection() {}

  /** All that changed, and what is meant besides. */
  static List<String> of(TestsRequest request) {
    return Stream.concat(
            request.models().stream().filter(name -> NAME.matcher(name).matches()),
            request.paths().stream().map(Selection::of).flatMap(Optional::stream))
        .distinct()
        .toList();
  }

  /** dbt takes blanks, commas and brackets for more than a path: then by what it is called. */
  private static Optional<String> of(String path) {
    if (PATH.matcher(path).matches()) {
      return Optional.of("path:" + path);
    }
    String name = path.replaceFirst(".*/", "").replaceFirst("\\.\\w+$", "");
    return Optional.of(name).filter(one -> NAME.matcher(one).matches());
  }

  /** With what is next to them, above and below, by which they are judged. */
  static List<String> around(TestsRequest request) {
    return of(request).stream().map(one -> "1+" + one + "+1").toList();
  }

  /** The models for which something is written. */
  static List<String> names(List<Tests.Plan> plans) {
    return plans.stream()
        .filter(plan -> plan.written() > 0)
        .map(plan -> plan.model().name())
        .filter(name -> NAME.matcher(name).matches())
        .distinct()
        .toList();
  }

  static int written(List<Tests.Plan> plans) {
    return plans.stream().mapToInt(Tests.Plan::written).sum();
  }

  static String headline(List<Tests.Plan> plans) {
    int warning = plans.stream().mapToInt(Tests.Plan::warning).sum();
    String told = warning == 0 ? "all hold" : warning + " of them warn of the data";
    return counted(written(plans), "test")
        + " written for "
        + counted(names(plans).size(), "model")
        + ", "
        + told
        + ".";
  }

  /** Why dbt did not come as far as it had to. */
  static String objection(DbtResult run) {
    if (!run.ended()) {
      return run.notEnded() + ".";
    }
    return run.errors().stream()
        .map(error -> "dbt " + run.verb() + " stopped: " + error.message())
        .findFirst()
        .orElse("dbt " + run.verb() + " left nothing to read.");
  }

  static String counted(int number, String of) {
    return number + " " + of + (number == 1 ? "" : "s");
  }
}
