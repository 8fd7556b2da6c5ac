package dev.nightshift.starter.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.github.GitHubDouble.Shown;
import dev.nightshift.activities.slack.SlackDouble.Talk;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Pull;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a play finds in the doubles, beside what should be there. */
class DoublesTest {
  private static final String FLOW = "fix/late/1";
  private static final String BRANCH = "nightshift/fix-late-1";
  private static final Shown RIGHT =
      new Shown("Fix", "Why.", BRANCH, true, false, List.of("nightshift"), List.of());
  private static final Talk TOLD =
      new Talk("*Done: late*\nFixed.", List.of(FLOW + "#question", FLOW + "#ending"));

  @Test
  void one_pull_request_that_is_ready_is_as_it_should_be() {
    assertEquals(List.of(), onGitHub(published(), RIGHT));
    assertEquals(List.of(), onGitHub(report()));
  }

  @Test
  void a_second_one_one_where_none_should_be_and_none_where_one_should_be_are_told() {
    assertEquals(List.of("GitHub has 2 pull requests"), onGitHub(published(), RIGHT, RIGHT));
    assertEquals(List.of("GitHub has 1 pull requests"), onGitHub(report(), RIGHT));
    assertEquals(List.of("GitHub has 0 pull requests"), onGitHub(published()));
  }

  @Test
  void a_draft_and_a_pull_request_of_another_branch_are_told() {
    Shown draft = new Shown("Fix", "Why.", BRANCH, true, true, RIGHT.labels(), List.of());
    assertEquals(List.of("on GitHub it stands as " + draft), onGitHub(published(), draft));
    Shown other = new Shown("Fix", "Why.", "main", true, false, RIGHT.labels(), List.of());
    assertEquals(List.of("on GitHub it stands as " + other), onGitHub(published(), other));
  }

  @Test
  void a_name_that_the_sample_marks_is_told() {
    Shown said =
        new Shown("Fix", "Of " + Canary.NAME, BRANCH, true, false, RIGHT.labels(), List.of());
    assertEquals(
        List.of("GitHub was told what the sample marks as sensitive"), onGitHub(published(), said));
    Talk top = new Talk("*Done: late*\n" + Canary.NAME, TOLD.keys());
    assertEquals(List.of("Slack was told what the sample marks as sensitive"), inSlack(top));
  }

  @Test
  void one_thread_that_stands_as_done_is_as_it_should_be() {
    assertEquals(List.of(), inSlack(TOLD, new Talk("*Done*", List.of("fix/late/12#ending"))));
  }

  @Test
  void two_threads_one_that_asks_still_and_a_word_said_twice_are_told() {
    assertEquals(List.of("Slack has 2 threads of it"), inSlack(TOLD, TOLD));
    Talk open = new Talk("*A person is asked: late*", List.of(FLOW + "#question"));
    assertEquals(List.of("in Slack it stands as " + open), inSlack(open));
    Talk twice = new Talk(TOLD.top(), List.of(FLOW + "#ending", FLOW + "#ending"));
    assertEquals(List.of("in Slack it stands as " + twice), inSlack(twice));
  }

  private static List<String> onGitHub(RemediationOutcome outcome, Shown... pulls) {
    return Doubles.onGitHub(List.of(pulls), outcome);
  }

  private static List<String> inSlack(Talk... talks) {
    return Doubles.inSlack(List.of(talks), FLOW);
  }

  private static RemediationOutcome published() {
    return outcome(Ending.PULL_REQUEST, new Pull(1, "", BRANCH, "", "open"));
  }

  private static RemediationOutcome report() {
    return outcome(Ending.REPORT, null);
  }

  private static RemediationOutcome outcome(Ending ending, Pull pull) {
    return new RemediationOutcome(
        ending, "So.", List.of(), List.of(), pull, null, null, null, null, null, null, null);
  }
}
