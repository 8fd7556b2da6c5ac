package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Evidence;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorsTest {
  private static final String BINDER = "Binder Error: Referenced column \"amount\" not found";

  @Test
  void an_error_of_several_nodes_is_said_once_with_all_of_them() {
    List<Evidence> evidence =
        Errors.evidence(
            List.of(
                failed(
                    "model.shop.a",
                    "Runtime Error in model a (models/a.sql)\n  "
                        + BINDER
                        + "\n\n  LINE 18:         amount,\n                   ^"),
                failed(
                    "test.shop.b",
                    "Runtime Error in test b (models/s.yml)\n  "
                        + BINDER
                        + "\n\n  LINE 7: sum(amount)\n               ^"),
                failed(
                    "model.shop.c", "Runtime Error in model c (models/c.sql)\n  IO Error: disk")));
    assertEquals(
        List.of(
            Evidence.of(BINDER, "model.shop.a and test.shop.b"),
            Evidence.of("IO Error: disk", "model.shop.c")),
        evidence);
  }

  @Test
  void where_one_node_ended_so_the_line_is_said_too() {
    String message =
        "Runtime Error in model a (models/a.sql)\n  " + BINDER + "\n\n  LINE 18: amount,";
    assertEquals(
        List.of(Evidence.of(BINDER + "\n\n  LINE 18: amount,", "model.shop.a")),
        Errors.evidence(List.of(failed("model.shop.a", message))));
  }

  private static FailedNode failed(String id, String message) {
    return new FailedNode(
        id, null, null, null, message, null, null, null, null, null, null, null, null, null);
  }
}
