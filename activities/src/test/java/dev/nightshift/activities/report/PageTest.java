package dev.nightshift.activities.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
  private static String body(String markdown) {
    String page = Page.of("larkspur, run 1", markdown);
    return page.substring(page.indexOf("<main>\n") + 7, page.indexOf("</main>"));
  }

  @Test
  void a_table_within_evidence_that_opens_is_a_table() {
    String body =
        body(
            """
            <details>
            <summary>Evidence (1)</summary>

            - The rows (asked of production)

              | id | depot |
              |---|---|
              | 7 | a \\| b |

            </details>
            """);
    assertTrue(body.startsWith("<details><summary>Evidence (1)</summary>\n<ul>"), body);
    assertTrue(body.contains("<td>a | b</td>"), body);
    assertTrue(body.endsWith("</details>\n"), body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "text <img src=x onerror=alert(1)> text",
        "<details open ontoggle=alert(1)>",
        "<details>\n<summary><b onclick=alert(1)>x</b></summary>",
        "[x](javascript:alert(1))",
        "<style>body { display: none }</style>"
      })
  void no_markup_of_others_gets_through(String evil) {
    String body = body("Before.\n\n" + evil + "\n\nAfter.");
    assertFalse(body.matches("(?s).*<(script|img|details|b|style)[ >].*"), body);
    assertFalse(body.contains("\"javascript:"), body);
    assertTrue(body.contains("<p>After.</p>"), body);
  }

  @Test
  void the_mark_by_which_a_report_is_found_is_not_to_be_seen() {
    assertEquals("<p>Told.</p>\n", body("Told.\n\n<!-- nightshift:workflow=fix/a/1 -->\n"));
  }

  @Test
  void a_page_fetches_and_runs_nothing() {
    String page = Page.of("</title><script>{body}", "# Told\n\n<https://host/pulls/1>");
    assertFalse(page.contains("<script"), page);
    assertFalse(page.matches("(?s).*(src=|@import|url\\().*"), page);
    assertEquals(1, page.split("<h1>Told</h1>", -1).length - 1);
    assertTrue(page.contains("prefers-color-scheme: dark"), page);
    assertTrue(page.contains("href=\"https://host/pulls/1\""), page);
  }
}
