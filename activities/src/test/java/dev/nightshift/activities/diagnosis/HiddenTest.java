package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class HiddenTest {
  private static Cause of(String kind) {
    Evidence evidence = Evidence.asked("14 rows", "select 1", Witness.PRODUCTION);
    return new Cause(
        kind, Verdict.CODE, "model.a.b", List.of("t"), "It is new.", List.of(evidence), null, null);
  }

  @Test
  void what_was_seen_in_the_sandbox_is_not_said_of_production() {
    Cause told = new Hidden(new Findings(List.of(), null, null)).of(List.of(of("new"))).get(0);
    assertTrue(told.wasUncovered());
    assertTrue(told.because().startsWith("It is new. That night"), told.because());
    assertEquals("sandbox, with the fix", told.evidence().get(0).from());
    assertEquals("select 1", told.evidence().get(0).query());
  }

  @Test
  void a_cause_whose_fix_does_not_hold_is_no_new_one() {
    Hidden hidden = new Hidden(new Findings(List.of(of("old")), null, null));
    assertEquals(List.of(), hidden.of(List.of(of("old"))));
    assertFalse(of("old").wasUncovered());
  }
}
