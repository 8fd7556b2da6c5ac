package dev.nightshift.activities.tests;

import dev.nightshift.activities.inference.Check;
import dev.nightshift.activities.inference.Inference;
import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.DbtResult.NodeResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a run of dbt says of the tests that were written. One that fails there is left to a person:
 * what it asserts was counted before, so that nobody knows any more what the data says.
 */
final class Judging {
  private static final int LONGEST = 300;

  private final Plans plans;
  private final Inference inference;
  private final Map<String, NodeResult> red;

  /** {@code inference} is of the project with the tests in it. */
  Judging(Plans plans, Inference inference, DbtResult run) {
    this.plans = plans;
    this.inference = inference;
    this.red =
        run.red().stream()
            .collect(Collectors.toMap(NodeResult::node, Function.identity(), (one, same) -> one));
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
    if (ids.isEmpty()) {
      return test.becoming(Fate.LEFT, "dbt does not see it where it was written");
    }
    Optional<NodeResult> failed = ids.stream().map(red::get).filter(r -> r != null).findFirst();
    return failed.map(result -> test.becoming(Fate.LEFT, why(result))).orElse(test);
  }

  private static String why(NodeResult failed) {
    String message = failed.message().replaceAll("\\s+", " ").strip();
    String said = message.length() <= LONGEST ? message : message.substring(0, LONGEST - 1) + "…";
    return failed.status().equals("fail") ? "it fails: " + said : "dbt could not run it: " + said;
  }

  private List<String> ids(String model, Check check) {
    return inference.tests(model).entrySet().stream()
        .filter(entry -> entry.getValue().same(check))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What was in the way before, and which tests failed that were there already. */
  private String standing(Tests.Plan plan, List<PlannedTest> ours) {
    long failing =
        inference.tests(plan.model().id()).entrySet().stream()
            .filter(entry -> red.containsKey(entry.getKey()))
            .filter(
                entry ->
                    ours.stream()
                        .filter(test -> test.fate().isWritten())
                        .noneMatch(test -> test.check().same(entry.getValue())))
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
}
