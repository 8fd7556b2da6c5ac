package dev.nightshift.activities.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.github.PullShelf.Kept;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.CodeHost.PullRequest;
import dev.nightshift.workflows.ports.CodeHost.Standing;
import dev.nightshift.workflows.values.Pull;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way through a GitHub that keeps state and holds us to its published description. */
class GitHubHostTest {
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
  void a_branch_and_its_pull_request_are_there_once_however_often_they_are_asked_for() {
    String commit = shop.publishing().publishBranch(shop.publication());
    assertEquals(commit, shop.publishing().publishBranch(shop.publication()));
    assertEquals(Optional.of(commit), shop.gitHub.head(Shop.BRANCH));
    Pull pull = shop.publishing().openPull(shop.request("Fix a", false));
    assertEquals(pull, shop.publishing().openPull(shop.request("Fix a", false)));
    assertEquals(
        new Pull(1, shop.gitHub.address() + "/acme/shop/pull/1", Shop.BRANCH, commit, "open"),
        pull);
    Kept kept = shop.gitHub.pulls.only();
    assertEquals(
        "Fix a / What failed: a / main", kept.title + " / " + kept.body + " / " + kept.base);
    assertEquals(List.of("nightshift"), kept.labels);
    assertEquals(List.of("nightshift"), shop.gitHub.labels);
  }

  @Test
  void where_the_branch_moved_since_it_was_built_its_reviewer_is_told() throws IOException {
    shop.code.write("models/c.sql", "select 3\n");
    shop.code.commit("");
    GitHubHost host = shop.publishing();
    host.publishBranch(shop.publication());
    Pull draft = host.openPull(shop.request("Fix a", true));
    String told =
        "**Built on `"
            + shop.patched.base().substring(0, 7)
            + "`; `main` has moved by 1 commit since**";
    assertTrue(shop.gitHub.pulls.only().body.contains(told), shop.gitHub.pulls.only().body);
    host.markReady(shop.request("Fix a, agreed", false), draft);
    assertTrue(shop.gitHub.pulls.only().body.contains(told), shop.gitHub.pulls.only().body);
  }

  @Test
  void a_tokens_commits_are_pushed_by_git_and_nobody_vouches_for_them() {
    shop.publishing().publishBranch(shop.publication());
    assertEquals(0, shop.gitHub.count("POST .*/git/.*"));
    assertEquals(List.of(), shop.gitHub.verified);
  }

  @Test
  void a_draft_becomes_ready_with_its_last_words_when_somebody_agreed() {
    GitHubHost host = shop.publishing();
    host.publishBranch(shop.publication());
    Pull draft = host.openPull(shop.request("Fix a", true));
    assertTrue(shop.gitHub.pulls.only().draft);
    assertEquals(draft, host.markReady(shop.request("Fix a, agreed", false), draft));
    assertEquals(draft, host.markReady(shop.request("Fix a, agreed", false), draft));
    assertFalse(shop.gitHub.pulls.only().draft);
    assertEquals("Fix a, agreed", shop.gitHub.pulls.only().title);
    assertEquals(1, shop.gitHub.count("POST /graphql"));
  }

  @Test
  void a_draft_says_how_to_decide_where_comments_are_heard() {
    shop.environment =
        Map.of(Connections.TOKEN, GitHubDouble.TOKEN, Connections.HOOK_SECRET, "secret");
    GitHubHost host = shop.publishing();
    host.publishBranch(shop.publication());
    Pull draft = host.openPull(shop.request("Fix a", true));
    String command = "/nightshift approve " + shop.patched.patch().shortHash();
    assertTrue(shop.gitHub.pulls.only().body.contains(command));
    host.markReady(shop.request("Fix a", false), draft);
    assertFalse(shop.gitHub.pulls.only().body.contains(command));
  }

  @Test
  void a_draft_that_is_of_another_patch_now_says_how_to_decide_on_that() throws IOException {
    shop.environment =
        Map.of(Connections.TOKEN, GitHubDouble.TOKEN, Connections.HOOK_SECRET, "secret");
    GitHubHost host = shop.publishing();
    host.publishBranch(shop.publication());
    Pull draft = host.openPull(shop.request("Fix a", true));
    String before = shop.patched.patch().shortHash();
    shop.patched = shop.changed(shop.code.commit(""), "models/a.sql", "select 11\n");
    String commit = host.publishBranch(shop.publication());
    assertEquals(commit, host.reword(shop.request("Fix a otherwise", true), draft).commit());
    host.reword(shop.request("Fix a otherwise", true), draft);
    Kept kept = shop.gitHub.pulls.only();
    assertTrue(kept.draft);
    assertEquals("Fix a otherwise", kept.title);
    assertTrue(kept.body.contains("/nightshift approve " + shop.patched.patch().shortHash()));
    assertFalse(kept.body.contains(before), kept.body);
    assertEquals(1, shop.gitHub.count("PATCH .*/pulls/1"));
  }

  @Test
  void what_is_open_beside_it_can_be_answered_where_comments_are_heard() {
    GitHubHost deaf = shop.publishing();
    deaf.publishBranch(shop.publication());
    PullRequest asking = shop.asking("Fix a");
    deaf.openPull(asking);
    assertFalse(shop.gitHub.pulls.only().body.contains("/nightshift answer"));
    shop.gitHub.pulls.all.clear();
    shop.environment =
        Map.of(Connections.TOKEN, GitHubDouble.TOKEN, Connections.HOOK_SECRET, "secret");
    shop.publishing().openPull(asking);
    assertTrue(shop.gitHub.pulls.only().body.contains("/nightshift answer"));
    assertFalse(shop.gitHub.pulls.only().body.contains("/nightshift approve"));
  }

  @Test
  void the_same_comment_is_said_once_and_below_open_ones_only() {
    GitHubHost host = shop.publishing();
    host.publishBranch(shop.publication());
    Pull pull = host.openPull(shop.request("Fix a", false));
    host.comment("shop", pull, "stopped");
    host.comment("shop", pull, "stopped");
    host.comment("shop", pull, "another");
    assertEquals("closed", host.close("shop", pull, "superseded").state());
    assertEquals("closed", host.close("shop", pull, "again").state());
    host.comment("shop", pull, "too late");
    List<String> said = shop.gitHub.pulls.said();
    assertEquals(
        List.of("stopped", "another", "superseded"),
        said.stream().map(one -> one.substring(0, one.indexOf('\n'))).toList());
  }

  @Test
  void a_branch_goes_with_its_pull_request_unless_people_pushed_to_it() throws IOException {
    GitHubHost host = shop.publishing();
    host.publishBranch(shop.publication());
    Pull pull = host.openPull(shop.request("Fix a", true));
    assertEquals(pull.commit(), host.close("shop", pull, "kim said no").commit());
    assertEquals(Optional.empty(), shop.gitHub.head(Shop.BRANCH));
    assertEquals("closed", host.close("shop", pull, "kim said no").state(), "a second try");

    shop.gitHub.pulls.all.clear();
    host.publishBranch(shop.publication());
    Pull other = host.openPull(shop.request("Fix a", true));
    String theirs = shop.code.commitTo(Shop.BRANCH);
    host.close("shop", other, "kim said no");
    assertEquals(Optional.of(theirs), shop.gitHub.head(Shop.BRANCH));
  }

  @Test
  void a_branch_that_the_host_keeps_is_no_reason_to_keep_the_pull_request() throws IOException {
    GitHubHost host = shop.publishing();
    String commit = host.publishBranch(shop.publication());
    Pull pull = host.openPull(shop.request("Fix a", true));
    shop.rule("echo 'protected branch hook declined' >&2; exit 1");
    assertEquals("closed", host.close("shop", pull, "kim said no").state());
    assertEquals(Optional.of(commit), shop.gitHub.head(Shop.BRANCH));
  }

  @Test
  void somebody_elses_words_do_not_count_as_said() {
    GitHubHost host = shop.publishing();
    host.publishBranch(shop.publication());
    Pull pull = host.openPull(shop.request("Fix a", false));
    host.comment("shop", pull, "stopped");
    String copied = shop.gitHub.pulls.said().get(0);
    shop.gitHub.pulls.comments.clear();
    shop.gitHub.pulls.say(1, "mallory", copied);
    host.comment("shop", pull, "stopped");
    assertEquals(2, shop.gitHub.pulls.said().size());
  }

  @Test
  void what_a_person_closed_is_never_opened_again_and_what_was_merged_is_said() {
    GitHubHost host = shop.publishing();
    host.publishBranch(shop.publication());
    host.openPull(shop.request("Fix a", false));
    shop.gitHub.pulls.only().open = false;
    assertEquals("closed", host.openPull(shop.request("Fix a", false)).state());
    shop.gitHub.pulls.only().merged = true;
    Pull merged = host.openPull(shop.request("Fix a", false));
    assertEquals("merged", merged.state());
    assertEquals("merged", host.markReady(shop.request("Fix a", false), merged).state());
  }

  @Test
  void what_people_did_with_it_is_seen_and_what_is_merged_takes_a_comment() {
    GitHubHost host = shop.publishing();
    host.publishBranch(shop.publication());
    Pull pull = host.openPull(shop.request("Fix a", false));
    assertTrue(host.look("shop", pull).open());
    shop.gitHub.pulls.only().open = false;
    assertEquals("closed", host.look("shop", pull).pull().state());
    shop.gitHub.pulls.only().merged = true;
    Standing merged = host.look("shop", pull);
    assertTrue(merged.merged());
    assertEquals(PullView.MERGE, merged.merge());
    assertEquals(Shop.NOW, Instant.ofEpochMilli(merged.mergedAt()));
    host.comment("shop", pull, "it failed again");
    host.comment("shop", pull, "it failed again");
    assertEquals(1, shop.gitHub.pulls.said().size());
    assertFalse(shop.gitHub.pulls.only().open);
  }

  @Test
  void a_younger_duplicate_of_ours_is_closed_and_the_older_one_stays() {
    GitHubHost host = shop.publishing();
    host.publishBranch(shop.publication());
    shop.gitHub.pulls.make(GitHubDouble.US, Shop.BRANCH, "main");
    shop.gitHub.pulls.make(GitHubDouble.US, Shop.BRANCH, "release");
    assertEquals(1, host.openPull(shop.request("Fix a", false)).number());
    assertEquals(
        List.of(true, false), shop.gitHub.pulls.all.stream().map(one -> one.open).toList());
  }

  @Test
  void those_of_our_branches_wait_for_people_while_they_are_open() {
    shop.gitHub.pulls.make("ada", "feature", "main");
    shop.gitHub.pulls.make("ada", "nightshift/by-hand", "main");
    shop.gitHub.pulls.make(GitHubDouble.US, "bot/other", "main");
    shop.gitHub.pulls.make(GitHubDouble.US, "nightshift/old", "main").open = false;
    shop.gitHub.pulls.make(GitHubDouble.US, "nightshift/new", "main");
    assertEquals(
        List.of("nightshift/new"),
        shop.publishing().openPulls("shop").stream().map(Pull::branch).toList());
  }

  @Test
  void a_pull_request_of_somebody_else_is_left_alone() {
    GitHubHost host = shop.publishing();
    host.publishBranch(shop.publication());
    shop.gitHub.pulls.make("ada", Shop.BRANCH, "main");
    Pull theirs = host.openPull(shop.request("Fix a", false));
    assertEquals(1, theirs.number());
    assertEquals(List.of(), shop.gitHub.pulls.only().labels);
    RuntimeException failure =
        assertThrows(RuntimeException.class, () -> host.close("shop", theirs, "no"));
    assertEquals(ErrorKind.REFUSED, ErrorKind.of(failure));
    assertTrue(shop.gitHub.pulls.only().open);
  }

  @Test
  void the_owners_of_the_changed_files_are_asked_and_who_cannot_be_is_said() throws IOException {
    shop.code.write(
        ".github/CODEOWNERS",
        "* @everybody\n/models/ @ada @acme/data grace@example.com @gone @"
            + GitHubDouble.US
            + "\n");
    shop.code.commitTo("main");
    shop.gitHub.people.put("ada", "write");
    shop.gitHub.people.put("acme/data", "write");
    shop.settings = shop.host("codeowners");
    GitHubHost host = shop.publishing();
    host.publishBranch(shop.publication());
    Pull draft = host.openPull(shop.request("Fix a", true));
    assertEquals(List.of(), shop.gitHub.pulls.only().reviewers, "a draft asks for nobody's time");
    host.markReady(shop.request("Fix a", false), draft);
    host.markReady(shop.request("Fix a", false), draft);
    assertEquals(List.of("ada"), shop.gitHub.pulls.only().reviewers);
    assertEquals(List.of("data"), shop.gitHub.pulls.only().teams);
    assertEquals(1, shop.gitHub.pulls.said().size());
    assertTrue(shop.gitHub.pulls.said().get(0).contains("`gone`"));
  }

  /** CODEOWNERS knows nothing of projects: its paths begin at the top of the repository. */
  @Test
  void of_a_project_in_a_subfolder_the_owners_of_the_files_below_it_are_asked() throws IOException {
    shop.code.write(
        ".github/CODEOWNERS", "/models/ @kim\n/warehouse/ @grace\n/warehouse/models/ @ada\n");
    shop.code.write("warehouse/models/a.sql", "select 1\n");
    for (String person : List.of("ada", "grace", "kim")) {
      shop.gitHub.people.put(person, "write");
    }
    shop.subfolder = "warehouse";
    shop.patched = shop.changed(shop.code.commit(shop.subfolder), "models/a.sql", "select 10\n");
    shop.settings = shop.host("codeowners");
    GitHubHost host = shop.publishing();
    host.publishBranch(shop.publication());
    host.openPull(shop.request("Fix a", false));
    assertEquals(List.of("ada"), shop.gitHub.pulls.only().reviewers);
  }

  @Test
  void named_reviewers_are_asked_instead_of_owners() throws IOException {
    shop.code.write("CODEOWNERS", "* @ada\n");
    shop.code.commitTo("main");
    shop.gitHub.people.put("ada", "write");
    shop.gitHub.people.put("kim", "write");
    shop.settings = shop.host("kim");
    GitHubHost host = shop.publishing();
    host.publishBranch(shop.publication());
    host.openPull(shop.request("Fix a", false));
    assertEquals(List.of("kim"), shop.gitHub.pulls.only().reviewers);
  }

  @Test
  void the_branch_that_people_work_from_is_never_ours() {
    var publication = shop.publication();
    var onto =
        new dev.nightshift.workflows.ports.CodeHost.Publication(
            publication.workflow(),
            publication.patched(),
            "main",
            publication.message(),
            "",
            publication.decision(),
            publication.examination());
    RuntimeException failure =
        assertThrows(RuntimeException.class, () -> shop.publishing().publishBranch(onto));
    assertEquals(ErrorKind.REFUSED, ErrorKind.of(failure));
  }
}
