package dev.nightshift.activities.tests;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.inference.Check;
import dev.nightshift.activities.tests.Outcomes.Outcome;
import dev.nightshift.workflows.ports.Tests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run of dbt says of the tests that were written. What it did not run does not hold. One
 * that fails is left to a person: what it asserts was counted before, so that nobody knows any more
 * what the data says.
 */
final class Judging {
  private final Plans plans;
  private final Compiled project;
  private final Outcomes outcomes;

  /** {@code project} is with the tests in it. */
  Judging(Plans plans, Compiled project, Outcomes outcomes) {
    this.plans = plans;
    this.project = project;
    this.outcomes = outcomes;
  }

  Tests.Judged of(List<Tests.Plan> written) {
    boolean settled = true;
    List<Tests.Plan> judged = new ArrayList<>();
    for (Tests.Plan plan : written) {
      List<PlannedTest> before = plans.tests(plan);
      List<PlannedTest> now = before.stream().map(test -> judged(plan.model().id(), test)).toList();
      settled &= now.equals(before);
      judged.add(
          plan.tests() == null ? plan : plans.with(plan, now, plan.file(), standing(plan, before)));
    }
    return new Tests.Judged(judged, settled);
  }

  private PlannedTest judged(String model, PlannedTest test) {
    if (!test.fate().isWritten()) {
      return test;
    }
    List<String> ids = ids(model, test.check());
    List<Outcome> ran = ids.stream().flatMap(id -> outcomes.of(id).stream()).toList();
    if (ids.isEmpty() || ran.size() < ids.size()) {
      return test.becoming(Fate.LEFT, "dbt does not run it where it was written");
    }
    boolean warns = test.fate() == Fate.WARNING;
    Optional<Outcome> failed =
        ran.stream().filter(one -> !(one.is("pass") || (warns && one.is("warn")))).findFirst();
    return failed.map(outcome -> test.becoming(Fate.LEFT, why(outcome))).orElse(test);
  }

  private static String why(Outcome failed) {
    return (failed.is("fail", "warn") ? "it fails: " : "dbt could not run it: ") + failed.message();
  }

  private List<String> ids(String model, Check check) {
    return project.inference().tests(model).entrySet().stream()
        .filter(entry -> entry.getValue().same(check))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What was in the way before, and which tests fail that were there already. */
  private String standing(Tests.Plan plan, List<PlannedTest> ours) {
    String model = plan.model().id();
    Set<String> written =
        ours.stream()
            .filter(test -> test.fate().isWritten())
            .flatMap(test -> ids(model, test.check()).stream())
            .collect(Collectors.toSet());
    long failing =
        project.manifest().nodes().values().stream()
            .filter(node -> node.isTest() && isOf(node, model) && !written.contains(node.id()))
            .filter(
                node -> outcomes.of(node.id()).filter(one -> one.is("fail", "error")).isPresent())
            .count();
    if (failing == 0 || plan.trouble().contains("had before")) {
      return plan.trouble();
    }
    String told =
        failing == 1
            ? "1 test that it had before fails"
            : failing + " tests that it had before fail";
    return plan.trouble().isEmpty() ? told : plan.trouble() + "; " + told;
  }

  private static boolean isOf(Manifest.Node test, String model) {
    String attached = test.text("attached_node");
    return attached.isEmpty() ? test.dependsOn().contains(model) : attached.equals(model);
  }
}
