package dev.nightshift.workflows.tests;

import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.values.DbtResult;
import java.util.List;
import java.util.stream.Stream;

/** What of a project is meant, as dbt selects it, and how it is said. */
final class Selection {
  private Selection() {}

  static List<String> of(TestsRequest request) {
    return Stream.concat(
            request.models().stream(), request.paths().stream().map(path -> "path:" + path))
        .toList();
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
