package dev.nightshift.bench.faults;

import dev.nightshift.bench.faults.Boundary.When;
import java.util.ArrayList;
import java.util.List;

/** Which boundaries share a flow, and which flows share their workers' deaths. */
final class Plans {
  private static final List<When> WHENS = List.of(When.BEFORE, When.DURING, When.AFTER);

  private Plans() {}

  /** All that is walked: the steps' boundaries, and a death while a person is waited for. */
  static List<Convoy> all(Route route) {
    List<Convoy> convoys = new ArrayList<>(shared(route.steps()));
    if (route.answered()) {
      convoys.add(Convoy.of(route.steps().get(0).at(When.WAITING)));
    }
    return List.copyOf(convoys);
  }

  static int count(List<Convoy> convoys) {
    return convoys.stream().mapToInt(Convoy::boundaries).sum();
  }

  /**
   * Each step's three boundaries once. Three flows travel together; when their worker dies, all are
   * at the same step: one before it, one during it, one after it, and at the next death each at
   * another of the three. The deaths of a convoy are a third of the way apart, so that its flows
   * have healed before they are struck again.
   */
  static List<Convoy> shared(List<Boundary> steps) {
    int all = steps.size();
    int convoys = (all + WHENS.size() - 1) / WHENS.size();
    List<Convoy> shared = new ArrayList<>();
    for (int first = 0; first < convoys; first++) {
      List<List<Boundary>> flows = new ArrayList<>();
      for (int flow = 0; flow < WHENS.size(); flow++) {
        List<Boundary> boundaries = new ArrayList<>();
        for (int step = first; step < all; step += convoys) {
          When when = WHENS.get((flow + boundaries.size()) % WHENS.size());
          boundaries.add(steps.get(step).at(when));
        }
        flows.add(boundaries);
      }
      shared.add(new Convoy(flows));
    }
    return List.copyOf(shared);
  }
}
