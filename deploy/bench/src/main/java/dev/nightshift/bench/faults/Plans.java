package dev.nightshift.bench.faults;

import dev.nightshift.bench.faults.Boundary.When;
import java.util.ArrayList;
import java.util.List;

/** Which boundaries share a flow, and which flows share their workers' deaths. */
final class Plans {
  private static final List<When> WHENS = List.of(When.BEFORE, When.DURING, When.AFTER);

  /** More, and nobody would know of what a flow that ends wrongly has died. */
  private static final int MOST_DEATHS = 10;

  private Plans() {}

  /**
   * All that is walked: the steps' boundaries, and a death while a person is waited for, and while
   * a model thinks.
   */
  static List<Convoy> all(Route route, int lanes) {
    List<Convoy> convoys = new ArrayList<>(shared(route.steps(), lanes));
    if (route.answered()) {
      convoys.add(Convoy.of(route.steps().get(0).at(When.WAITING)));
    }
    List<Boundary> turns = route.turns();
    if (!turns.isEmpty()) {
      convoys.add(new Convoy(List.of(turns)));
    }
    return List.copyOf(convoys);
  }

  static int count(List<Convoy> convoys) {
    return convoys.stream().mapToInt(Convoy::boundaries).sum();
  }

  /**
   * Each step's three boundaries once. Three flows travel together; when their worker dies, all are
   * at the same step: one before it, one during it, one after it, and at the next death each at
   * another of the three. A flow costs more than a death: so there are no more convoys than keep
   * the lanes busy. Their steps alternate, so that a flow goes on between two deaths.
   */
  static List<Convoy> shared(List<Boundary> steps, int lanes) {
    int all = steps.size();
    int convoys = lanes * ((all - 1) / (lanes * MOST_DEATHS) + 1);
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
