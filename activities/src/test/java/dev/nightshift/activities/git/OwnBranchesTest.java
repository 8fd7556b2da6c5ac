package dev.nightshift.activities.git;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.activities.git.OwnBranches.Change;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.CodeHost.Commit;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where our commit goes when the branch that it is meant for does not stand still. */
class OwnBranchesTest {
  private static final String BRANCH = "nightshift/fix-1";
  private static final String ORDERS = "select id\nfrom raw\n\n-- totals\nwhere amount\n";

  @TempDir Path temporary;
  private Code code;
  private Workspace patched;

  @BeforeEach
  void patchOfOneLine() throws IOException {
    code = new Code(temporary);
    code.write("models/orders.sql", ORDERS);
    patched = changed(code.commit(""), ORDERS.replace("where amount", "where amount > 0"));
  }

  @Test
  void on_a_branch_that_moved_the_change_is_made_on_its_newest_commit() throws IOException {
    code.write("models/orders.sql", "-- reviewed\n" + ORDERS);
    code.write("models/other.sql", "select 1\n");
    String newest = code.commitTo("main");
    String commit = publish();
    assertEquals(newest, parent(commit));
    assertEquals(
        "-- reviewed\n" + ORDERS.replace("where amount", "where amount > 0"),
        text(commit, "models/orders.sql"));
    assertEquals("select 1\n", text(commit, "models/other.sql"));
  }

  @Test
  void a_change_that_is_there_is_not_made_again_because_the_branch_below_moved()
      throws IOException {
    String commit = publish();
    code.write("models/other.sql", "select 1\n");
    code.commitTo("main");
    assertEquals(commit, publish());
    assertEquals(Optional.of(commit), BareRepository.head(code.bare(), BRANCH));
  }

  @Test
  void where_people_changed_the_same_lines_nothing_is_published_and_it_is_said()
      throws IOException {
    code.write("models/orders.sql", ORDERS.replace("where amount", "where amount is not null"));
    code.commitTo("main");
    RuntimeException failure = assertThrows(RuntimeException.class, () -> publish());
    assertEquals(ErrorKind.REFUSED, ErrorKind.of(failure));
    assertTrue(failure.getMessage().contains("models/orders.sql"), failure.getMessage());
    assertEquals(Optional.empty(), BareRepository.head(code.bare(), BRANCH));
  }

  @Test
  void what_the_branch_has_already_is_nothing_to_publish() throws IOException {
    code.write("models/orders.sql", ORDERS.replace("where amount", "where amount > 0"));
    code.commitTo("main");
    RuntimeException failure = assertThrows(RuntimeException.class, () -> publish());
    assertEquals(ErrorKind.BAD_INPUT, ErrorKind.of(failure));
    assertTrue(failure.getMessage().contains("has the same change already"));
  }

  @Test
  void a_branch_that_was_rewritten_gets_the_change_on_what_it_is_now() throws IOException {
    code.mirrors().refresh(Code.REPOSITORY);
    String other = code.rewritten("main", "models/orders.sql", "-- anew\n" + ORDERS);
    String commit = publish();
    assertEquals(other, parent(commit));
    assertNotEquals(patched.base(), parent(commit));
  }

  @Test
  void a_branch_that_was_deleted_is_said() throws IOException {
    code.mirrors().refresh(Code.REPOSITORY);
    code.commitTo("elsewhere");
    Files.delete(code.bare().resolve("refs/heads/main"));
    RuntimeException failure = assertThrows(RuntimeException.class, () -> publish());
    assertEquals(ErrorKind.NOT_FOUND, ErrorKind.of(failure));
    assertTrue(failure.getMessage().contains("projects[].branch"), failure.getMessage());
  }

  @Test
  void steps_are_commits_of_their_own_and_the_last_is_the_whole() throws IOException {
    Workspace base = patched.with(null);
    Workspace half = changed(base, ORDERS.replace("-- totals", "-- sums"));
    patched = changed(base, ORDERS.replace("-- totals", "-- sums").replace("raw", "clean"));
    code.write("models/other.sql", "select 1\n");
    String newest = code.commitTo("main");
    String last = publish(new Commit("Sums", half.patch()), new Commit("Clean", patched.patch()));
    assertEquals("Clean\n", message(last));
    assertEquals(
        ORDERS.replace("-- totals", "-- sums").replace("raw", "clean"),
        text(last, "models/orders.sql"));
    String first = parent(last);
    assertEquals("Sums\n", message(first));
    assertEquals(ORDERS.replace("-- totals", "-- sums"), text(first, "models/orders.sql"));
    assertEquals("select 1\n", text(first, "models/other.sql"));
    assertEquals(newest, parent(first));
  }

  @Test
  void steps_that_are_there_are_not_made_again() throws IOException {
    Workspace half = changed(patched.with(null), ORDERS.replace("raw", "clean"));
    patched = changed(patched.with(null), ORDERS.replace("raw", "clean") + "  > 0\n");
    Commit[] steps = {new Commit("One", half.patch()), new Commit("Two", patched.patch())};
    String last = publish(steps);
    code.write("models/other.sql", "select 1\n");
    code.commitTo("main");
    assertEquals(last, publish(steps));
    assertEquals(Optional.of(last), BareRepository.head(code.bare(), BRANCH));
  }

  @Test
  void a_change_that_only_adds_is_a_commit_without_steps_too() throws IOException {
    patched = changed(patched.with(null), ORDERS + "  > 0\n");
    String commit = publish();
    assertEquals("Fix orders\n", message(commit));
    assertEquals(ORDERS + "  > 0\n", text(commit, "models/orders.sql"));
  }

  @Test
  void a_step_that_holds_what_nobody_saw_in_the_whole_is_none() throws IOException {
    Workspace base = patched.with(null);
    Workspace secret = changed(base, ORDERS.replace("-- totals", "-- password: hunter2"));
    String last = publish(new Commit("One", secret.patch()), new Commit("Two", patched.patch()));
    assertEquals("Fix orders\n", message(last));
    assertEquals(base.base(), parent(last));
  }

  @Test
  void steps_that_lead_elsewhere_are_none() throws IOException {
    Workspace other = changed(patched.with(null), ORDERS.replace("raw", "clean"));
    String last = publish(new Commit("One", patched.patch()), new Commit("Two", other.patch()));
    assertEquals("Fix orders\n", message(last));
  }

  private String publish(Commit... steps) {
    return new OwnBranches(code.mirrors(), code.blobs())
        .publish(new Change(patched, BRANCH, "main", "Fix orders", List.of(steps)));
  }

  private String message(String commit) throws IOException {
    try (Repository bare = BareRepository.open(code.bare());
        RevWalk commits = new RevWalk(bare)) {
      return commits.parseCommit(ObjectId.fromString(commit)).getFullMessage();
    }
  }

  private Workspace changed(Workspace base, String text) throws IOException {
    try (Checkout checkout = code.checkouts().open(base, "change")) {
      Files.writeString(checkout.project().resolve("models/orders.sql"), text);
      return base.with(checkout.patch());
    }
  }

  private String parent(String commit) throws IOException {
    try (Repository bare = BareRepository.open(code.bare());
        RevWalk commits = new RevWalk(bare)) {
      return commits.parseCommit(ObjectId.fromString(commit)).getParent(0).name();
    }
  }

  private String text(String commit, String path) throws IOException {
    try (Repository bare = BareRepository.open(code.bare())) {
      Tree tree = Tree.of(bare, ObjectId.fromString(commit));
      return new String(
          tree.content(tree.entries().get(path)), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
