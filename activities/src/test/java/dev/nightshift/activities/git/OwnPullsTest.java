package dev.nightshift.activities.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OwnPullsTest {
  private static final String BODY =
      "Why.\n\n<!-- nightshift:workflow=fix/shop/300580980/retry-1 -->\n";

  @Test
  void the_mark_names_the_flow() {
    assertEquals("fix/shop/300580980/retry-1", OwnPulls.workflow(BODY));
    assertEquals("", OwnPulls.workflow(null));
  }

  @Test
  void of_several_projects_in_a_repository_it_counts_for_its_own() {
    assertTrue(OwnPulls.mayBeOf("shop", BODY));
    assertFalse(OwnPulls.mayBeOf("sho", BODY));
    assertFalse(OwnPulls.mayBeOf("shop-2", BODY));
    assertTrue(OwnPulls.mayBeOf("any", "Somebody took the mark out."));
  }
}
