package dev.nightshift.starter.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.starter.flows.FakeFlows;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Progress.Waiting;
import dev.nightshift.workflows.values.Progress.Way;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttendedTest {
  private static final String FLOW = "fix/shop/42";
  private static final Asked VERSION =
      new Asked("1a2b3c4d", "Which?", List.of(new Way("version_2", "2"), new Way("none", "")));
  private static final Asked LATE = new Asked("5e6f7a8b", "Why?", List.of(new Way("none", "")));

  private final FakeFlows flows = new FakeFlows();

  @Test
  void an_answer_that_is_known_is_given_before_anything_is_agreed_to() throws Exception {
    asks("", LATE, VERSION);
    asks("ab12", LATE);
    List<String> seen = new ArrayList<>();
    attend(List.of("version_2"), seen);
    assertEquals(
        List.of(new Answer("1a2b3c4d", "version_2", "scenarios", "", "scenarios")), flows.answers);
    assertEquals("ab12", flows.decisions.get(0).patchHash());
    assertEquals(2, seen.size());
  }

  @Test
  void who_knows_no_answer_cannot_say() throws Exception {
    asks("", VERSION);
    attend(List.of("version_3"), new ArrayList<>());
    assertEquals("none", flows.answers.get(0).option());
  }

  private void attend(List<String> answers, List<String> seen) throws InterruptedException {
    flows.turns.add(FakeFlows.ended(FLOW, null, null));
    new Attended(flows, "scenarios")
        .toTheEnd(FLOW, answers, waiting -> seen.add(waiting.question()));
  }

  private void asks(String patch, Asked... open) {
    Waiting waiting = new Waiting("What?", patch, null, "", "", 0, 0, List.of(open), null);
    flows.turns.add(
        FakeFlows.open(FLOW, new Progress("", "shop", "", "", "", null, null, waiting)));
  }
}
