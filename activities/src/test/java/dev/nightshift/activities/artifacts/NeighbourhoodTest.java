package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.Converter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeighbourhoodTest {
  /** Each node and its parents; the test t of the model totals fails. */
  private final Map<String, List<String>> parents =
      new LinkedHashMap<>(
          Map.of(
              "model.s.orders", List.of("source.s.raw.orders"),
              "model.s.payments", List.of("source.s.raw.payments"),
              "model.s.totals", List.of("model.s.orders", "model.s.payments"),
              "model.s.by_order", List.of("model.s.payments", "seed.s.methods"),
              "model.s.by_month", List.of("model.s.by_order"),
              "model.s.by_year", List.of("model.s.by_month"),
              "test.s.t", List.of("model.s.totals")));

  @Test
  void models_made_of_an_ancestor_are_there_with_all_that_they_are_made_of() {
    Set<String> ids = around("test.s.t");
    assertTrue(
        ids.containsAll(List.of("model.s.by_order", "model.s.by_month", "seed.s.methods")),
        ids::toString);
    assertFalse(ids.contains("model.s.by_year"), ids::toString);
  }

  @Test
  void of_a_large_project_they_are_left_out_and_nothing_is_cut_for_them() {
    for (int i = 0; i < 1500; i++) {
      parents.put("model.s.m" + i, List.of("model.s.payments"));
    }
    assertEquals(
        Set.of(
            "test.s.t",
            "model.s.totals",
            "model.s.orders",
            "model.s.payments",
            "source.s.raw.orders",
            "source.s.raw.payments"),
        around("test.s.t"));
  }

  private Set<String> around(String failing) {
    Map<String, Object> nodes = new LinkedHashMap<>();
    Map<String, List<String>> children = new LinkedHashMap<>();
    parents.forEach(
        (id, above) -> {
          above.forEach(
              parent -> {
                nodes.putIfAbsent(parent, Map.of("name", parent));
                children.computeIfAbsent(parent, key -> new ArrayList<>()).add(id);
              });
          nodes.put(id, Map.of("name", id, "depends_on", Map.of("nodes", above)));
        });
    Manifest manifest =
        Manifest.of(
            Converter.json()
                .valueToTree(Map.of("nodes", nodes, "parent_map", parents, "child_map", children)));
    Neighbourhood neighbourhood = new Neighbourhood(manifest);
    Set<String> ids = neighbourhood.around(List.of(failing), id -> "").keySet();
    assertFalse(neighbourhood.cut());
    return ids;
  }
}
