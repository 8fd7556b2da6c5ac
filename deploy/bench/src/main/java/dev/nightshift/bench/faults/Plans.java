package dev.nightshift.bench.faults;

import dev.nightshift.bench.faults.Boundary.When;
import java.util.ArrayList;
import java.util.List;

/** Which boundaries share a flow. */
final class Plans {
  private Plans() {}

  /** All that is walked: the steps' boundaries, and a death while a person is waited for. */
  static List<List<Boundary>> all(Route route) {
    List<List<Boundary>> plans = new ArrayList<>(shared(route.steps()));
    if (route.answered()) {
      plans.add(List.of(route.steps().get(0).at(When.WAITING)));
    }
    return List.copyOf(plans);
  }

  static int count(List<List<Boundary>> plans) {
    return plans.stream().mapToInt(List::size).sum();
  }

  /**
   * Each step's three boundaries once, in as many flows as there are steps: a flow's worker dies
   * before one step, its successor during the step a third of the way on, that one's successor
   * after the step two thirds on. Far apart, so that a flow has healed before it is struck again.
   */
  static List<List<Boundary>> shared(List<Boundary> steps) {
    int all = steps.size();
    List<List<Boundary>> plans = new ArrayList<>();
    for (int n = 0; n < all; n++) {
      int during = (n + all / 3) % all;
      int after = (n + 2 * all / 3) % all;
      List<Boundary> plan = new ArrayList<>();
      for (int step = 0; step < all; step++) {
        if (step == n) {
          plan.add(steps.get(step).at(When.BEFORE));
        }
        if (step == during) {
          plan.add(steps.get(step).at(When.DURING));
        }
        if (step == after) {
          plan.add(steps.get(step).at(When.AFTER));
        }
      }
      plans.add(List.copyOf(plan));
    }
    return List.copyOf(plans);
  }
}
