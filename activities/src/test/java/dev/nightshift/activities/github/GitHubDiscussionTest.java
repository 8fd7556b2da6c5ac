package dev.nightshift.activities.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.github.Discussion.Remark;
import dev.nightshift.activities.github.PullShelf.Note;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a decision by comment rests on, read again from where it was said. */
class GitHubDiscussionTest {
  @TempDir Path temporary;
  private Shop shop;
  private Discussion discussion;

  @BeforeAll
  static void needsTheDescription() {
    Published.needed();
  }

  @BeforeEach
  void aPullRequestOfOurs() throws IOException {
    shop = new Shop(temporary);
    shop.publishing().publishBranch(shop.publication());
    shop.gitHub.pulls.make(GitHubDouble.US, Shop.BRANCH, "main").body =
        "What failed\n\n<!-- nightshift:workflow=fix/shop/42 -->";
    discussion = new GitHubDiscussion(shop.connections());
  }

  @AfterEach
  void everything_that_went_over_the_line_was_as_described() {
    shop.close();
    assertEquals(List.of(), shop.gitHub.wrong);
  }

  @Test
  void a_comment_is_read_as_it_is_now() {
    Note note = shop.gitHub.pulls.say(1, "ada", "/nightshift approve abcdef");
    assertEquals(
        Optional.of(new Remark(1, "ada", true, false, "/nightshift approve abcdef")),
        discussion.remark(shop.project(), note.id()));
    shop.gitHub.pulls.comments.put(
        note.id(), new Note(note.id(), 1, "robot[bot]", "changed", "2026-11-28T03:00:00Z"));
    assertEquals(
        Optional.of(new Remark(1, "robot[bot]", false, true, "changed")),
        discussion.remark(shop.project(), note.id()));
    shop.gitHub.pulls.comments.clear();
    assertEquals(Optional.empty(), discussion.remark(shop.project(), note.id()));
  }

  @Test
  void only_who_may_write_now_may_write() {
    shop.gitHub.people.put("ada", "write");
    shop.gitHub.people.put("root", "admin");
    shop.gitHub.people.put("kim", "read");
    assertTrue(discussion.mayWrite(shop.project(), "ada"));
    assertTrue(discussion.mayWrite(shop.project(), "root"));
    assertFalse(discussion.mayWrite(shop.project(), "kim"));
    assertFalse(discussion.mayWrite(shop.project(), "stranger"));
  }

  @Test
  void a_pull_request_is_ours_by_its_author_and_names_its_flow() {
    assertEquals("fix/shop/42", discussion.ours(shop.project(), 1).orElseThrow().workflow());
    shop.gitHub.pulls.only().author = "mallory";
    assertEquals(Optional.empty(), discussion.ours(shop.project(), 1));
    assertEquals(Optional.empty(), discussion.ours(shop.project(), 9));
  }

  @Test
  void an_answer_is_said_once() {
    discussion.say(shop.project(), 1, "This decided nothing.");
    discussion.say(shop.project(), 1, "This decided nothing.");
    assertEquals(1, shop.gitHub.pulls.said().size());
  }
}
