package dev.nightshift.starter.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What the demo's exit code rests on. */
class DemoProofTest {
  private static final String PAYMENTS = "test.larkspur.unique_fct_payments_payment_id";
  private static final String ORDERS = "model.larkspur.stg_orders";

  @Test
  void it_holds_where_all_that_is_red_is_reported_as_source() {
    DemoProof proof = proof(List.of(PAYMENTS), 61);
    assertTrue(proof.holds());
    assertEquals(
        "61 green, 1 red, all of them reported as SOURCE; 3 skipped behind them", proof.says());
    assertTrue(proof(List.of(), 62).holds(), "nothing is red");
  }

  @Test
  void it_does_not_hold_where_something_else_is_red() {
    DemoProof proof = proof(List.of(PAYMENTS, ORDERS), 60);
    assertFalse(proof.holds());
    assertEquals(
        "60 green, 2 red; NOT reported: [" + ORDERS + "]; 3 skipped behind them", proof.says());
  }

  @Test
  void it_does_not_hold_where_nothing_is_green() {
    for (List<String> red : List.of(List.<String>of(), List.of(PAYMENTS))) {
      DemoProof proof = proof(red, 0);
      assertFalse(proof.holds());
      assertEquals(
          "0 green, " + red.size() + " red; NOTHING was built; 3 skipped behind them",
          proof.says());
    }
  }

  private static DemoProof proof(List<String> red, long green) {
    return new DemoProof(red, List.of(PAYMENTS, "source.larkspur.raw.payments"), green, 3, 2.5);
  }
}
