package dev.nightshift.activities.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.git.Code;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Pull;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong at GitHub, each told as what it is: for Temporal to wait, or for a person. */
class GitHubTroubleTest {
  private static final String LIST = "GET /repos/acme/shop/pulls";
  private static final String CREATE = "POST /repos/acme/shop/pulls";

  @TempDir Path temporary;
  private Shop shop;

  @BeforeAll
  static void needsTheDescription() {
    Published.needed();
  }

  @BeforeEach
  void gitHub() throws IOException {
    shop = new Shop(temporary);
  }

  @AfterEach
  void everything_that_went_over_the_line_was_as_described() {
    shop.close();
    assertEquals(List.of(), shop.gitHub.wrong);
  }

  @Test
  void the_limit_by_the_hour_is_waited_out() {
    shop.gitHub.faults.add(
        Fault.instead(LIST, 403, "{\"message\": \"API rate limit exceeded for user ID 1.\"}")
            .with("X-RateLimit-Remaining", "0")
            .with("X-RateLimit-Reset", "" + Shop.NOW.plusSeconds(600).getEpochSecond()));
    ApplicationFailure failure = failure(ErrorKind.RATE_LIMITED, this::opened);
    assertEquals(Duration.ofSeconds(602), failure.getNextRetryDelay());
    assertEquals(1, shop.gitHub.count(LIST), "the library asks once and sleeps never");
  }

  @Test
  void a_second_limit_that_only_the_body_tells_of_is_waited_out_for_a_minute() {
    String says = "{\"message\": \"You have exceeded a secondary rate limit. Please wait.\"}";
    shop.gitHub.faults.add(Fault.instead(CREATE, 403, says));
    ApplicationFailure failure = failure(ErrorKind.RATE_LIMITED, this::opened);
    assertEquals(Duration.ofMinutes(1), failure.getNextRetryDelay());
    assertEquals(1, opened().number(), "and then it is done");
  }

  @Test
  void a_429_is_tried_again_when_it_says() {
    shop.gitHub.faults.add(
        Fault.instead("GET /repos/acme/shop", 429, "slow down").with("Retry-After", "17"));
    ApplicationFailure failure = failure(ErrorKind.RATE_LIMITED, this::published);
    assertEquals(Duration.ofSeconds(17), failure.getNextRetryDelay());
  }

  @Test
  void an_answer_that_was_lost_after_the_pull_request_was_made_makes_no_second_one() {
    shop.gitHub.faults.add(Fault.after(CREATE, 502));
    assertEquals(1, opened().number());
    assertEquals(1, shop.gitHub.pulls.all.size());
  }

  @Test
  void trouble_before_it_was_made_is_tried_again_by_temporal() {
    shop.gitHub.faults.add(Fault.instead(CREATE, 503, "<html>Unicorn!</html>"));
    failure(ErrorKind.UNAVAILABLE, this::opened);
    assertEquals(1, shop.gitHub.count(CREATE));
    assertEquals(1, opened().number());
  }

  @Test
  void a_pull_request_that_somebody_opened_between_is_taken() {
    published();
    shop.gitHub.faults.add(
        Fault.instead(
            CREATE,
            422,
            "{\"message\": \"Validation Failed\", \"errors\": [{\"resource\": \"PullRequest\","
                + " \"code\": \"custom\", \"message\": \"A pull request already exists for"
                + " acme:x.\"}]}"));
    shop.gitHub.faults.add(Fault.instead(LIST, 200, "[]"));
    shop.gitHub.pulls.make("ada", Shop.BRANCH, "main");
    assertEquals(1, shop.publishing().openPull(shop.request("Fix a", false)).number());
    assertEquals(1, shop.gitHub.pulls.all.size());
  }

  @Test
  void a_push_between_look_and_push_is_seen_and_never_overwritten() throws IOException {
    for (String between :
        List.of("GET .*/info/refs\\?service=git-receive-pack", "POST .*/git-receive-pack")) {
      published();
      shop.patched =
          shop.changed(
              shop.patched.with(null), "models/a.sql", "select " + between.length() + "\n");
      shop.gitHub.raced = between;
      shop.gitHub.race = () -> shop.code.commitTo(Shop.BRANCH);
      String kind = pushedAgainstARace();
      assertEquals("REFUSED", kind, between);
      assertEquals("Ada", shop.code.committer(Shop.BRANCH));
      Files.delete(shop.code.bare().resolve("refs/heads/" + Shop.BRANCH));
    }
  }

  /** What Temporal would do: a failure that passes is tried again. */
  private String pushedAgainstARace() {
    for (int attempt = 0; attempt < 3; attempt++) {
      ApplicationFailure failure = assertThrows(ApplicationFailure.class, this::published);
      if (failure.isNonRetryable()) {
        assertTrue(failure.getOriginalMessage().contains("Ada"), failure.getOriginalMessage());
        return failure.getType();
      }
    }
    return "never decided";
  }

  @Test
  void what_people_pushed_to_our_branch_is_never_overwritten() throws IOException {
    published();
    shop.patched = shop.changed(shop.patched.with(null), "models/a.sql", "select 11\n");
    String theirs = shop.code.commitTo(Shop.BRANCH);
    ApplicationFailure failure = failure(ErrorKind.REFUSED, this::published);
    assertTrue(failure.getOriginalMessage().contains("Ada"), failure.getOriginalMessage());
    assertEquals(Optional.of(theirs), shop.gitHub.head(Shop.BRANCH));
  }

  @Test
  void a_rule_for_branches_is_told_with_what_to_change() throws IOException {
    shop.rule("echo 'GH013: Repository rule violations found' >&2; exit 1");
    ApplicationFailure failure = failure(ErrorKind.REFUSED, this::published);
    assertTrue(
        failure.getOriginalMessage().contains("nightshift/**"), failure.getOriginalMessage());
  }

  @Test
  void a_base_that_was_pushed_by_force_gets_the_change_on_what_it_is_now() throws IOException {
    published();
    Files.delete(shop.code.bare().resolve("refs/heads/main"));
    shop.code.write("models/c.sql", "select 3\n");
    shop.code.commitTo("main");
    shop.gitHub.pulls.all.clear();
    opened();
    String diff = shop.code.diff("main", Shop.BRANCH);
    assertTrue(diff.contains("+select 10"), diff);
  }

  @Test
  void a_base_that_was_deleted_is_told() throws IOException {
    published();
    Files.delete(shop.code.bare().resolve("refs/heads/main"));
    ApplicationFailure failure =
        failure(
            ErrorKind.NOT_FOUND, () -> shop.publishing().openPull(shop.request("Fix a", false)));
    assertTrue(failure.getOriginalMessage().contains("projects[].branch"));
    failure(ErrorKind.NOT_FOUND, this::published);
  }

  @Test
  void a_branch_that_was_deleted_is_told() {
    ApplicationFailure failure =
        failure(
            ErrorKind.NOT_FOUND, () -> shop.publishing().openPull(shop.request("Fix a", false)));
    assertTrue(failure.getOriginalMessage().contains(Shop.BRANCH));
  }

  @Test
  void a_repository_that_was_renamed_or_is_gone_is_told() {
    shop.gitHub.movedTo = "acme/store";
    ApplicationFailure called = failure(ErrorKind.NOT_FOUND, this::published);
    assertTrue(called.getOriginalMessage().contains("acme/store"), called.getOriginalMessage());
    shop.gitHub.repository = "acme/store";
    GitHubHost host = shop.publishing(Code.REPOSITORY);
    ApplicationFailure moved =
        failure(ErrorKind.NOT_FOUND, () -> host.publishBranch(shop.publication()));
    assertTrue(moved.getOriginalMessage().contains("has moved"), moved.getOriginalMessage());
    shop.gitHub.movedTo = "";
    ApplicationFailure gone =
        failure(ErrorKind.NOT_FOUND, () -> host.publishBranch(shop.publication()));
    assertTrue(gone.getOriginalMessage().contains("is gone"), gone.getOriginalMessage());
  }

  @Test
  void an_archived_repository_is_told() {
    shop.gitHub.archived = true;
    ApplicationFailure failure = failure(ErrorKind.REFUSED, this::published);
    assertTrue(failure.getOriginalMessage().contains("archived"));
  }

  @Test
  void a_token_that_may_not_push_or_open_is_told_what_it_lacks() {
    shop.gitHub.mayPush = false;
    ApplicationFailure push = failure(ErrorKind.UNAUTHORIZED, this::published);
    assertTrue(push.getOriginalMessage().contains("«Contents»"), push.getOriginalMessage());
    shop.gitHub.mayPush = true;
    shop.gitHub.faults.add(
        Fault.instead(
                CREATE, 403, "{\"message\": \"Resource not accessible by personal access token\"}")
            .with("X-Accepted-GitHub-Permissions", "pull_requests=write"));
    ApplicationFailure open = failure(ErrorKind.UNAUTHORIZED, this::opened);
    assertTrue(open.getOriginalMessage().contains("pull_requests=write"));
  }

  @Test
  void a_token_that_is_not_accepted_or_not_there_is_told_and_never_shown() {
    shop.environment = Map.of(Connections.TOKEN, "ghp_expired_secret");
    ApplicationFailure failure = failure(ErrorKind.UNAUTHORIZED, this::published);
    assertTrue(failure.getOriginalMessage().contains("Bad credentials"));
    StringWriter all = new StringWriter();
    failure.printStackTrace(new PrintWriter(all));
    assertFalse(all.toString().contains("ghp_expired_secret"));
    shop.environment = Map.of();
    assertTrue(
        failure(ErrorKind.UNAUTHORIZED, this::published)
            .getOriginalMessage()
            .contains(Connections.TOKEN));
  }

  @Test
  void where_a_plan_has_no_drafts_it_is_told() {
    published();
    shop.gitHub.takesDrafts = false;
    ApplicationFailure failure =
        failure(ErrorKind.REFUSED, () -> shop.publishing().openPull(shop.request("Fix a", true)));
    assertTrue(failure.getOriginalMessage().contains("policy.publish"));
  }

  @Test
  void a_draft_that_a_person_closed_between_stays_closed() {
    published();
    Pull draft = shop.publishing().openPull(shop.request("Fix a", true));
    shop.gitHub.pulls.only().open = false;
    assertEquals(
        "closed", shop.publishing().markReady(shop.request("Fix a", false), draft).state());
    assertTrue(shop.gitHub.pulls.only().draft);
  }

  @Test
  void a_graphql_refusal_is_a_refusal_though_it_is_answered_with_200() {
    published();
    Pull draft = shop.publishing().openPull(shop.request("Fix a", true));
    shop.gitHub.faults.add(
        Fault.instead(
            "POST /graphql",
            200,
            "{\"data\": {\"markPullRequestReadyForReview\": null}, \"errors\": [{\"type\":"
                + " \"FORBIDDEN\", \"message\": \"Resource not accessible\"}]}"));
    failure(
        ErrorKind.UNAUTHORIZED,
        () -> shop.publishing().markReady(shop.request("Fix a", false), draft));
  }

  @Test
  void labels_that_may_not_be_set_cost_nobody_the_pull_request() {
    shop.gitHub.faults.add(
        Fault.instead("POST /repos/acme/shop/labels", 403, "{\"message\": \"no\"}"));
    assertEquals("open", opened().state());
  }

  private void published() {
    shop.publishing().publishBranch(shop.publication());
  }

  private Pull opened() {
    published();
    return shop.publishing().openPull(shop.request("Fix a", false));
  }

  private static ApplicationFailure failure(ErrorKind kind, Executable deed) {
    ApplicationFailure failure = assertThrows(ApplicationFailure.class, deed);
    assertEquals(kind, ErrorKind.of(failure), failure.getOriginalMessage());
    return failure;
  }
}
