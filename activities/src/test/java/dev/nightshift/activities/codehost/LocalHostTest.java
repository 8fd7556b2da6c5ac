package dev.nightshift.activities.codehost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.approval.Decisions;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.activities.git.Code;
import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.CodeHost.Publication;
import dev.nightshift.workflows.ports.CodeHost.PullRequest;
import dev.nightshift.workflows.ports.CodeHost.Standing;
import dev.nightshift.workflows.ports.Gate;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHostTest {
  private static final String WORKFLOW = "fix/shop/42";
  private static final String BRANCH = "nightshift/fix-shop-42-abcdef12";
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-21T05:00:00Z"));
  private static final Instant MERGED_AT = Instant.parse("2026-11-22T09:00:00Z");
  private static final Gate OPEN_GATE = examination -> new Ruling(List.of(), List.of());

  @TempDir Path temporary;
  private Code code;
  private Workspace patched;

  @BeforeEach
  void repository() throws IOException {
    code = new Code(temporary);
    code.write("models/a.sql", "select 1\n");
    code.write("models/b.sql", "select 2\n");
    patched = changed(code.commit(""), "select 10\n");
    new Decisions(home().keys()).makeKeys();
  }

  @Test
  void the_same_publication_is_the_same_commit_and_changes_nothing_the_second_time() {
    String first = asking().publishBranch(publication(yes(patched)));
    assertEquals(first, asking().publishBranch(publication(yes(patched))));
    assertEquals(Optional.of(first), BareRepository.head(code.bare(), BRANCH));
    Pull pull = asking().openPull(request("One"));
    String diff = store().diff(Code.REPOSITORY, pull.number());
    assertTrue(diff.contains("-select 1\n+select 10\n"), diff);
    assertFalse(diff.contains("b.sql"));
  }

  @Test
  void a_pull_request_waits_for_people_until_it_is_closed() {
    asking().publishBranch(publication(yes(patched)));
    assertEquals(List.of(), asking().openPulls("shop"));
    Pull pull = asking().openPull(request("One"));
    assertEquals(List.of(pull), asking().openPulls("shop"));
    asking().close("shop", pull, "no");
    assertEquals(List.of(), asking().openPulls("shop"));
  }

  @Test
  void a_branch_goes_with_its_pull_request_and_what_it_was_is_still_seen() {
    asking().publishBranch(publication(yes(patched)));
    Pull pull = asking().openPull(request("One"));
    assertEquals(pull.commit(), asking().close("shop", pull, "no").commit());
    assertEquals(Optional.empty(), BareRepository.head(code.bare(), BRANCH));
    assertTrue(store().diff(Code.REPOSITORY, pull.number()).contains("+select 10\n"));
    assertEquals("closed", asking().openPull(request("One")).state(), "a no is remembered");
  }

  @Test
  void another_patch_of_ours_replaces_the_branch_but_what_people_pushed_stays() throws IOException {
    asking().publishBranch(publication(yes(patched)));
    Workspace other = changed(patched.with(null), "select 11\n");
    String second = asking().publishBranch(publication(yes(other), other));
    assertEquals(Optional.of(second), BareRepository.head(code.bare(), BRANCH));
    String theirs = code.commitTo(BRANCH);
    assertEquals(
        second,
        asking().publishBranch(publication(yes(other), other)),
        "a branch that has our commit is published");
    RuntimeException failure =
        assertThrows(
            RuntimeException.class, () -> asking().publishBranch(publication(yes(patched))));
    assertEquals(ErrorKind.REFUSED, ErrorKind.of(failure));
    assertTrue(ErrorKind.messageOf(failure).contains("Ada"), failure.getMessage());
    assertEquals(Optional.of(theirs), BareRepository.head(code.bare(), BRANCH));
  }

  @Test
  void a_branch_that_another_push_holds_locked_is_tried_again_later() throws IOException {
    Path lock = code.bare().resolve("refs/heads/" + BRANCH + ".lock");
    Files.createDirectories(lock.getParent());
    Files.createFile(lock);
    RuntimeException failure =
        assertThrows(
            RuntimeException.class, () -> asking().publishBranch(publication(yes(patched))));
    assertEquals(ErrorKind.UNAVAILABLE, ErrorKind.of(failure), failure.getMessage());
    Files.delete(lock);
    asking().publishBranch(publication(yes(patched)));
  }

  @Test
  void only_branches_of_ours_are_pushed() {
    for (String branch : List.of("main", "feature/x", "nightshift/../main", "nightshift/a b")) {
      Publication publication =
          new Publication(WORKFLOW, patched, branch, "m", "", yes(patched), examined(patched));
      assertRefused(() -> asking().publishBranch(publication), "");
    }
  }

  @Test
  void without_a_fitting_yes_nothing_leaves() {
    assertRefused(() -> asking().publishBranch(publication(null)), "nobody has agreed");
    Decision no = new Decision(Choice.REJECT, "ada", patched.patch().sha256(), "", "", "");
    assertRefused(() -> asking().publishBranch(publication(no)), "is not a yes");
    Decision stale = new Decision(Choice.APPROVE, "ada", "f".repeat(64), "", "", "");
    assertRefused(() -> asking().publishBranch(publication(stale)), "another patch");
    Decision forged = new Decision(Choice.APPROVE, "ada", patched.patch().sha256(), "", "", "AAAA");
    assertRefused(() -> asking().publishBranch(publication(forged)), "not the starter's");
    assertEquals(Optional.empty(), BareRepository.head(code.bare(), BRANCH));
  }

  @Test
  void where_decisions_must_be_signed_only_a_signed_one_counts() {
    LocalHost strict = host(policy(Publish.ASK, false), OPEN_GATE);
    assertRefused(() -> strict.publishBranch(publication(yes(patched))), "not signed");
    Decision signed = new Decisions(home().keys()).sign(WORKFLOW, patched.base(), "", yes(patched));
    strict.publishBranch(publication(signed));
  }

  @Test
  void a_flow_cannot_carry_looser_terms_than_the_configuration() {
    Gate.Examination loose =
        new Gate.Examination(patched, List.of(), policy(Publish.PUBLISH, true), null, null, null);
    Publication publication = new Publication(WORKFLOW, patched, BRANCH, "m", "", null, loose);
    assertRefused(() -> asking().publishBranch(publication), "the policy is to ask");
    host(policy(Publish.PUBLISH, true), OPEN_GATE).publishBranch(publication);
  }

  @Test
  void where_fixes_are_only_suggested_not_even_a_yes_publishes() {
    LocalHost host = host(policy(Publish.SUGGEST, true), OPEN_GATE);
    assertRefused(() -> host.publishBranch(publication(yes(patched))), "suggest only");
  }

  @Test
  void the_gate_is_asked_again_about_what_is_published() throws IOException {
    Gate closed =
        examination ->
            new Ruling(List.of(new Ruling.Refusal("removed_test", "a.yml", "gone")), List.of());
    LocalHost host = host(policy(Publish.ASK, true), closed);
    assertRefused(() -> host.publishBranch(publication(yes(patched))), "removed_test");
    Workspace other = changed(patched.with(null), "select 12\n");
    Publication smuggled =
        new Publication(WORKFLOW, patched, BRANCH, "m", "", yes(patched), examined(other));
    assertRefused(() -> asking().publishBranch(smuggled), "is not what would be published");
    Publication unproven =
        new Publication(WORKFLOW, patched, BRANCH, "m", "p", yes(patched), examined(patched));
    assertRefused(() -> asking().publishBranch(unproven), "verified");
  }

  @Test
  void many_at_once_open_one_pull_request() throws Exception {
    asking().publishBranch(publication(yes(patched)));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Pull>> opened = new ArrayList<>();
      for (int n = 0; n < 16; n++) {
        opened.add(threads.submit(() -> asking().openPull(request("One"))));
      }
      for (Future<Pull> pull : opened) {
        assertEquals(1, pull.get().number());
      }
    } finally {
      threads.shutdownNow();
    }
    assertEquals(1, store().pulls(Code.REPOSITORY).size());
  }

  @Test
  void a_closed_pull_request_is_never_reopened() {
    LocalHost host = asking();
    host.publishBranch(publication(yes(patched)));
    Pull pull = host.openPull(request("One"));
    host.close("shop", pull, "superseded");
    assertEquals("closed", host.close("shop", pull, "again").state());
    Pull found = host.openPull(request("Two"));
    assertEquals(1, found.number());
    assertEquals("closed", found.state());
    StoredPull stored = store().pull(Code.REPOSITORY, 1).orElseThrow();
    assertEquals("One", stored.title());
    assertEquals(
        List.of(new Comment("nightshift", "2026-11-21T05:00:00Z", "superseded")),
        stored.comments());
  }

  @Test
  void the_address_of_a_pull_request_is_where_the_board_shows_it() {
    LocalHost host = asking();
    host.publishBranch(publication(yes(patched)));
    assertEquals("http://127.0.0.1:9000/#/pulls/shop/1", host.openPull(request("One")).url());
  }

  @Test
  void where_the_branch_moved_since_it_was_built_its_reviewer_is_told() throws Exception {
    commit("models/c.sql", "select 3\n");
    commit("models/c.sql", "select 4\n");
    LocalHost host = asking();
    host.publishBranch(publication(yes(patched)));
    Pull pull = host.openPull(request(yes(patched), "One", "What failed.\n\n## Why", true));
    String body = store().pull(Code.REPOSITORY, 1).orElseThrow().body();
    String built = "`" + patched.base().substring(0, 7) + "`";
    assertTrue(
        body.startsWith(
            "What failed.\n\n**Built on "
                + built
                + "; `main` has moved by 2 commits since**, and the change was carried over without"
                + " conflict. It was not built again there"),
        body);
    assertTrue(body.endsWith("\n\n## Why"), body);
    commit("models/c.sql", "select 5\n");
    host.markReady(ready(yes(patched)), pull);
    String agreed = store().pull(Code.REPOSITORY, 1).orElseThrow().body();
    assertTrue(agreed.startsWith("Approved by ada\n\n**Built on " + built), agreed);
    assertTrue(agreed.contains("moved by 2 commits"), "what it is made on: " + agreed);
  }

  @Test
  void where_the_branch_was_rewritten_since_its_reviewer_is_told_that() throws Exception {
    git(people(), "checkout", "-q", "--orphan", "anew");
    git(people(), "commit", "-q", "-m", "All anew");
    git(people(), "push", "-q", "-f", "origin", "anew:main");
    LocalHost host = asking();
    host.publishBranch(publication(yes(patched)));
    host.openPull(request("One"));
    String body = store().pull(Code.REPOSITORY, 1).orElseThrow().body();
    assertTrue(body.contains("`main` has been rewritten since**"), body);
  }

  @Test
  void where_it_did_not_move_before_our_commit_there_is_nothing_to_say() throws Exception {
    LocalHost host = asking();
    host.publishBranch(publication(yes(patched)));
    commit("models/c.sql", "select 3\n");
    host.openPull(request("One"));
    assertEquals("body", store().pull(Code.REPOSITORY, 1).orElseThrow().body());
  }

  @Test
  void a_draft_is_marked_ready_once() {
    LocalHost host = asking();
    host.publishBranch(publication(yes(patched)));
    Pull pull = host.openPull(request(yes(patched), "One", "draft", true));
    assertTrue(store().pull(Code.REPOSITORY, 1).orElseThrow().draft());
    assertRefused(() -> host.markReady(ready(null), pull), "nobody has agreed");
    Decision stale = new Decision(Choice.APPROVE, "ada", "f".repeat(64), "", "", "");
    assertRefused(() -> host.markReady(ready(stale), pull), "another patch");
    assertEquals("draft", store().pull(Code.REPOSITORY, 1).orElseThrow().body());
    assertTrue(store().pull(Code.REPOSITORY, 1).orElseThrow().draft());
    host.markReady(ready(yes(patched)), pull);
    assertEquals(pull, host.markReady(ready(yes(patched)), pull));
    StoredPull stored = store().pull(Code.REPOSITORY, 1).orElseThrow();
    assertFalse(stored.draft());
    assertEquals("Two: Approved by ada", stored.title() + ": " + stored.body());
  }

  @Test
  void a_draft_that_is_of_another_patch_now_has_its_words_and_is_a_draft_still()
      throws IOException {
    LocalHost host = asking();
    host.publishBranch(publication(yes(patched)));
    Pull pull = host.openPull(request(yes(patched), "One", "draft", true));
    patched = changed(code.commit(""), "select 11\n");
    String commit = host.publishBranch(publication(yes(patched)));
    assertRefused(() -> host.reword(request(null, "Two", "x", true), pull), "nobody has agreed");
    PullRequest other = request(yes(patched), "Two", "another", true);
    assertEquals(commit, host.reword(other, pull).commit());
    assertEquals(host.reword(other, pull), host.reword(other, pull));
    StoredPull stored = store().pull(Code.REPOSITORY, 1).orElseThrow();
    assertTrue(stored.draft());
    assertEquals("Two: another", stored.title() + ": " + stored.body());
    assertEquals(commit, stored.commit());
    host.close("shop", pull, "no");
    assertEquals("closed", host.reword(request(yes(patched), "Three", "x", true), pull).state());
    assertEquals("Two", store().pull(Code.REPOSITORY, 1).orElseThrow().title());
  }

  @Test
  void a_pull_request_is_opened_on_the_same_terms_as_its_branch_is_pushed() {
    LocalHost ask = asking();
    ask.publishBranch(publication(yes(patched)));
    assertRefused(() -> ask.openPull(request(null, "One", "body", true)), "the policy is to ask");
    Decision stale = new Decision(Choice.APPROVE, "ada", "f".repeat(64), "", "", "");
    assertRefused(() -> ask.openPull(request(stale, "One", "body", false)), "another patch");
    Gate closed = examination -> new Ruling(List.of(new Ruling.Refusal("r", "a", "no")), null);
    LocalHost refusing = host(policy(Publish.ASK, true), closed);
    assertRefused(() -> refusing.openPull(request("One")), "the gate refuses it");
    assertEquals(List.of(), store().pulls(Code.REPOSITORY));
  }

  @Test
  void what_the_gate_wants_a_person_for_does_not_leave_without_one() {
    Gate asks = examination -> new Ruling(null, null, null, "a page names another file");
    LocalHost host = host(policy(Publish.PUBLISH, true), asks);
    Policy terms = policy(Publish.PUBLISH, true);
    Gate.Examination examination =
        new Gate.Examination(patched, List.of(), terms, null, null, null);
    assertRefused(
        () ->
            host.publishBranch(
                new Publication(WORKFLOW, patched, BRANCH, "Fix a", "", null, examination)),
        "nobody has agreed, and a page names another file");
    host.publishBranch(
        new Publication(WORKFLOW, patched, BRANCH, "Fix a", "", yes(patched), examination));
  }

  @Test
  void where_the_policy_is_a_draft_first_nothing_is_ready_before_somebody_agreed() {
    LocalHost host = host(policy(Publish.DRAFT, true), OPEN_GATE);
    Policy terms = policy(Publish.DRAFT, true);
    Publication unasked =
        new Publication(
            WORKFLOW,
            patched,
            BRANCH,
            "Fix a",
            "",
            null,
            new Gate.Examination(patched, List.of(), terms, null, null, null));
    host.publishBranch(unasked);
    assertRefused(
        () -> host.openPull(new PullRequest(unasked, "One", null, false)), "open a draft first");
    assertEquals(List.of(), store().pulls(Code.REPOSITORY));
    host.openPull(new PullRequest(unasked, "One", null, true));
    assertTrue(store().pull(Code.REPOSITORY, 1).orElseThrow().draft());
  }

  @Test
  void the_same_comment_is_said_once_and_below_open_ones_only() {
    LocalHost host = asking();
    host.publishBranch(publication(yes(patched)));
    Pull pull = host.openPull(request("One"));
    host.comment("shop", pull, "stopped");
    host.comment("shop", pull, "stopped");
    host.comment("shop", pull, "another");
    host.close("shop", pull, "");
    host.comment("shop", pull, "too late");
    assertEquals(
        List.of("stopped", "another"),
        store().pull(Code.REPOSITORY, 1).orElseThrow().comments().stream()
            .map(Comment::body)
            .toList());
  }

  @Test
  void what_a_person_merged_with_git_is_merged_since_their_commit() throws Exception {
    LocalHost host = asking();
    Pull pull = opened(host);
    assertTrue(host.look("shop", pull).open());
    String merge = merged("--no-ff");
    commit("models/c.sql", "select 3\n");
    Standing standing = host.look("shop", pull);
    assertEquals("merged", standing.pull().state());
    assertEquals(merge, standing.merge());
    assertEquals(MERGED_AT, Instant.ofEpochMilli(standing.mergedAt()));
    assertEquals("merged", store().pull(Code.REPOSITORY, 1).orElseThrow().state());
    assertEquals(standing, host.look("shop", pull), "and stays so");
  }

  @Test
  void a_branch_that_was_only_moved_on_is_merged_since_its_file_was_written() throws Exception {
    LocalHost host = asking();
    Pull pull = opened(host);
    assertEquals(pull.commit(), merged("--ff-only"));
    Path main = code.bare().resolve("refs/heads/main");
    Files.setLastModifiedTime(main, FileTime.from(MERGED_AT));
    Standing standing = host.look("shop", pull);
    assertTrue(standing.merged());
    assertEquals(MERGED_AT, Instant.ofEpochMilli(standing.mergedAt()));
  }

  @Test
  void a_change_that_came_as_one_commit_beside_others_is_known_by_what_it_changes()
      throws Exception {
    LocalHost host = asking();
    Pull pull = opened(host);
    commit("models/b.sql", "select 20\n");
    assertTrue(host.look("shop", pull).open(), "somebody changed something else");
    String squashed = commit("models/a.sql", "select 10\n");
    commit("models/a.sql", "select 10\n-- and more\n");
    Standing standing = host.look("shop", pull);
    assertTrue(standing.merged());
    assertEquals(squashed, standing.merge());
  }

  @Test
  void what_was_closed_stays_closed_and_what_is_merged_takes_a_comment() throws Exception {
    LocalHost host = asking();
    Pull pull = opened(host);
    merged("--no-ff");
    host.look("shop", pull);
    host.comment("shop", pull, "it failed again");
    host.close("shop", pull, "too late");
    StoredPull stored = store().pull(Code.REPOSITORY, 1).orElseThrow();
    assertEquals("merged", stored.state());
    assertEquals("it failed again", stored.comments().get(0).body());
    assertEquals(1, stored.comments().size());
  }

  @Test
  void a_pull_request_that_was_closed_is_closed_whatever_is_on_the_branch() throws Exception {
    LocalHost host = asking();
    Pull pull = opened(host);
    host.close("shop", pull, "no");
    commit("models/a.sql", "select 10\n");
    assertEquals("closed", host.look("shop", pull).pull().state());
  }

  private Pull opened(LocalHost host) {
    host.publishBranch(publication(yes(patched)));
    return host.openPull(request("One"));
  }

  /** As a person merges: in a clone, and pushed. Gives the newest commit of main. */
  private String merged(String how) throws Exception {
    git(people(), "merge", "-q", how, "-m", "Merge it", "origin/" + BRANCH);
    git(people(), "push", "-q", "origin", "main");
    return BareRepository.head(code.bare(), "main").orElseThrow();
  }

  private String commit(String path, String text) throws Exception {
    Files.writeString(people().resolve(path), text);
    git(people(), "add", ".");
    git(people(), "commit", "-q", "-m", "A change");
    git(people(), "push", "-q", "origin", "main");
    return BareRepository.head(code.bare(), "main").orElseThrow();
  }

  private Path people() throws Exception {
    Path people = temporary.resolve("clone");
    if (!Files.exists(people)) {
      git(temporary, "clone", "-q", code.bare().toString(), "clone");
    }
    git(people, "fetch", "-q");
    return people;
  }

  private static void git(Path in, String... words) throws Exception {
    List<String> argv = new ArrayList<>(List.of("git"));
    argv.addAll(List.of(words));
    ProcessBuilder git = new ProcessBuilder(argv).directory(in.toFile()).inheritIO();
    git.environment()
        .putAll(
            Map.of(
                "GIT_CONFIG_GLOBAL", "/dev/null",
                "GIT_AUTHOR_NAME", "Ada",
                "GIT_AUTHOR_EMAIL", "ada@example.com",
                "GIT_COMMITTER_NAME", "Ada",
                "GIT_COMMITTER_EMAIL", "ada@example.com",
                "GIT_COMMITTER_DATE", MERGED_AT.toString()));
    assertEquals(0, git.start().waitFor(), argv.toString());
  }

  @Test
  void a_younger_duplicate_of_ours_goes() throws IOException {
    LocalHost host = asking();
    host.publishBranch(publication(yes(patched)));
    host.openPull(request("One"));
    Path pulls = home().host().resolve("acme/shop/pulls");
    Files.writeString(
        pulls.resolve("2.json"),
        Files.readString(pulls.resolve("1.json")).replace("\"number\" : 1", "\"number\" : 2"));
    assertEquals(1, host.openPull(request("One")).number());
    assertEquals(1, store().pulls(Code.REPOSITORY).size());
  }

  @Test
  void a_pull_request_needs_its_branch() {
    RuntimeException failure =
        assertThrows(RuntimeException.class, () -> asking().openPull(request("One")));
    assertEquals(ErrorKind.NOT_FOUND, ErrorKind.of(failure));
  }

  @Test
  void a_repository_is_made_of_a_folder_without_what_git_ignores() throws IOException {
    Path folder = Files.createDirectories(temporary.resolve("sample"));
    Files.writeString(folder.resolve("dbt_project.yml"), "name: x\n");
    Files.writeString(folder.resolve(".gitignore"), "*.duckdb\n");
    Files.writeString(folder.resolve("prod.duckdb"), "data");
    String commit = LocalHost.create(home(), "acme", "sample", folder, CLOCK);
    assertEquals(List.of("acme/sample", "acme/shop"), store().repositories());
    Workspace workspace = new Workspace("sample", "acme/sample", "", commit, null);
    try (Checkout checkout = code.checkouts().open(workspace, "a")) {
      assertTrue(Files.exists(checkout.project().resolve("dbt_project.yml")));
      assertFalse(Files.exists(checkout.project().resolve("prod.duckdb")));
    }
  }

  private Workspace changed(Workspace base, String text) throws IOException {
    try (Checkout checkout = code.checkouts().open(base, "change")) {
      Files.writeString(checkout.project().resolve("models/a.sql"), text);
      return base.with(checkout.patch());
    }
  }

  private Publication publication(Decision decision) {
    return publication(decision, patched);
  }

  private static Publication publication(Decision decision, Workspace workspace) {
    return new Publication(
        WORKFLOW, workspace, BRANCH, "Fix a\n\nBecause.", "", decision, examined(workspace));
  }

  private static Gate.Examination examined(Workspace workspace) {
    return new Gate.Examination(workspace, List.of(), Policy.standard(), null, null, null);
  }

  private static Decision yes(Workspace workspace) {
    return new Decision(
        Choice.APPROVE, "ada@example.com", workspace.patch().sha256(), "", "cli", "");
  }

  private PullRequest request(String title) {
    return request(yes(patched), title, "body", false);
  }

  private PullRequest ready(Decision decision) {
    return request(decision, "Two", "Approved by ada", false);
  }

  private PullRequest request(Decision decision, String title, String body, boolean draft) {
    return new PullRequest(
        publication(decision), title, code.blobs().putText("pull.md", body), draft);
  }

  private static Policy policy(Publish publish, boolean unsigned) {
    return new Policy(publish, unsigned, 0, 0, 0, 0, null, null);
  }

  private LocalHost asking() {
    return host(policy(Publish.ASK, true), OPEN_GATE);
  }

  private LocalHost host(Policy policy, Gate gate) {
    Settings.Project project =
        Settings.Project.of("shop", Code.REPOSITORY)
            .branch("main")
            .subfolder("")
            .policy(policy)
            .made();
    return new LocalHost(
        home(),
        new Settings(temporary, "", new Settings.Starter(9000), List.of(project)),
        code.mirrors(),
        code.blobs(),
        gate,
        CLOCK);
  }

  private PullStore store() {
    return new PullStore(home().host());
  }

  private Home home() {
    return new Home(code.home());
  }

  private static void assertRefused(org.junit.jupiter.api.function.Executable work, String why) {
    RuntimeException failure = assertThrows(RuntimeException.class, work);
    assertEquals(ErrorKind.REFUSED, ErrorKind.of(failure), failure.getMessage());
    assertTrue(ErrorKind.messageOf(failure).contains(why), failure.getMessage());
  }
}
