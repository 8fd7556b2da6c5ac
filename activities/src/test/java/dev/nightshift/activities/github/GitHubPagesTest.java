package dev.nightshift.activities.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.codehost.PageHost.NewPage;
import dev.nightshift.activities.github.PullShelf.Kept;
import dev.nightshift.workflows.values.Pull;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubPagesTest {
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
  void a_page_is_proposed_once_and_takes_no_place_of_a_fix() {
    NewPage page =
        new NewPage("knowledge/shop/renamed-a", shop.patched, "Note: a", "Add what you know.");
    Pull pull = shop.pages().propose(shop.project(), page);
    assertEquals(pull, shop.pages().propose(shop.project(), page));
    Kept kept = shop.gitHub.pulls.only();
    assertEquals("Note: a", kept.title);
    assertEquals("main", kept.base);
    assertTrue(kept.body.startsWith("Add what you know.\n"), kept.body);
    assertTrue(kept.head.startsWith("nightshift/knowledge-shop-renamed-a-"), kept.head);
    assertEquals(List.of(), shop.publishing().openPulls("shop"), "it waits for no decision");
  }
}
