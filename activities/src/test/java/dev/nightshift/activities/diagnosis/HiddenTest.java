package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.ports.Diagnosis.Findings;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Map;
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

  @Test
  void a_second_wrong_name_in_the_same_model_is_a_new_one() {
    Cause first = of("broken_reference", "totall");
    Hidden hidden = new Hidden(new Findings(List.of(first), null, null));
    Cause second = of("broken_reference", "regionn");
    Cause told = hidden.of(List.of(second)).get(0);
    assertEquals("broken_reference:model.a.b regionn", told.signature());
    assertEquals(List.of(), hidden.of(List.of(first)));
    Hidden later = new Hidden(new Findings(List.of(first, told), null, null));
    assertEquals(List.of(), later.of(List.of(second)), "its fix does not hold");
  }

  @Test
  void a_renamed_column_that_something_still_reads_is_not_said_to_be_dropped() {
    Findings earlier = new Findings(List.of(of("renamed_source_column")), null, null);
    assertEquals(List.of(), new Hidden(earlier).of(List.of(of("dropped_source_column"))));
  }

  private static Cause of(String kind, String name) {
    Cause cause = of(kind);
    return new Cause(
        kind,
        cause.verdict(),
        cause.subject(),
        cause.nodes(),
        cause.because(),
        cause.evidence(),
        Map.of("name", name),
        null);
  }
}
