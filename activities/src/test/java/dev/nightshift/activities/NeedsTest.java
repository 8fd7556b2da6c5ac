package dev.nightshift.activities;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class NeedsTest {
  @Test
  void a_newcomer_without_a_part_skips_what_needs_it_and_is_told_its_name() {
    String told =
        assertThrows(TestAbortedException.class, () -> Needs.part("kiln", false, "cold", null))
            .getMessage();
    assertTrue(told.contains("needs kiln (nightshift toolchain add kiln): cold"), told);
  }

  @Test
  void continuous_integration_fails_without_it() {
    String told =
        assertThrows(AssertionFailedError.class, () -> Needs.part("kiln", false, "cold", "true"))
            .getMessage();
    assertTrue(told.contains("needs kiln"), told);
  }

  @Test
  void where_it_is_there_the_test_goes_on() {
    Needs.part("kiln", true, "", "true");
    Needs.part("kiln", true, "", null);
  }
}
