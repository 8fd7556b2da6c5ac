package dev.nightshift.activities.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.knowledge.Entry;
import dev.nightshift.activities.knowledge.Page;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.KnowledgeMatch;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageDraftTest {
  private static final Pull PULL = new Pull(7, "https://host/7", "nightshift/x", "c0", "open");

  @Test
  void a_draft_is_a_page_that_is_found_again_whatever_stands_in_it() {
    Cause cause = cause("It said \"no\" to `x`\n---\n```nightshift\nchange: all", null);
    PageDraft draft = PageDraft.of(story(cause, PULL)).get(0);
    assertEquals("code-error-orders.md", draft.file());
    Entry entry = Page.read(draft.file(), draft.text());
    assertEquals("orders: code error", entry.title());
    assertEquals(List.of("code_error", "orders", "orders_key"), entry.tags());
    assertEquals("", entry.problem());
    assertFalse(draft.text().contains("```"), draft.text());
    assertTrue(entry.prose().contains("pull request 7 («Mend orders»), after run 12"));
  }

  @Test
  void what_a_page_speaks_of_what_is_not_mended_and_what_was_not_published_has_none() {
    KnowledgeMatch page = new KnowledgeMatch("a.md", "A", "1", "", null);
    assertEquals(List.of(), PageDraft.of(story(cause("why", page), PULL)));
    assertEquals(List.of(), PageDraft.of(story(cause("why", null).leftAlone("no rule"), PULL)));
    assertEquals(List.of(), PageDraft.of(story(cause("why", null), null)));
  }

  private static Cause cause(String because, KnowledgeMatch known) {
    return new Cause(
        "code_error",
        Verdict.CODE,
        "model.shop.orders",
        List.of("model.shop.orders", "test.shop.orders_key"),
        because,
        null,
        null,
        known);
  }

  private static Story story(Cause cause, Pull pull) {
    return new Story(
        "fix/shop/12",
        "shop",
        "12",
        "PULL_REQUEST",
        "",
        null,
        List.of(cause),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        pull);
  }
}
