package dev.nightshift.activities.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.LastNight;
import dev.nightshift.activities.report.MarkdownReports;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.CodeHost.PullRequest;
import dev.nightshift.workflows.ports.Reports.PullText;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Pull;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** GitHub takes no body of more than 65,536 characters. */
class LongBodyTest {
  @TempDir Path temporary;
  private Shop shop;

  @BeforeAll
  static void needsTheDescription() {
    Published.needed();
  }

  @BeforeEach
  void gitHub() throws IOException {
    shop = new Shop(temporary);
    shop.publishing().publishBranch(shop.publication());
  }

  @AfterEach
  void everything_that_went_over_the_line_was_as_described() {
    shop.close();
    assertEquals(List.of(), shop.gitHub.wrong);
  }

  @Test
  void evidence_of_any_length_opens_a_pull_request() {
    String query = "select 1 as a_column_of_many,\n".repeat(2_500);
    Cause asked = LastNight.RENAMED.and(Evidence.asked("All are alike.", query, "production"));
    Pull pull = shop.publishing().openPull(draft(described(asked)));
    assertEquals(1, pull.number());
    assertTrue(shop.gitHub.pulls.only().body.contains("nightshift:workflow=fix/shop/42"));
    assertEquals(pull, shop.publishing().markReady(draft(described(asked)), pull));
  }

  @Test
  void a_longer_one_is_refused_with_githubs_reason() {
    PullText text = new PullText("t", shop.code.blobs().putText("pull.md", "a".repeat(65_537)), "");
    ApplicationFailure refused =
        assertThrows(ApplicationFailure.class, () -> shop.publishing().openPull(draft(text)));
    assertEquals(ErrorKind.REFUSED, ErrorKind.of(refused));
    assertTrue(refused.getOriginalMessage().contains("too long"), refused.getOriginalMessage());
  }

  private PullRequest draft(PullText text) {
    return new PullRequest(shop.publication(), text.title(), text.body(), true);
  }

  private PullText described(Cause cause) {
    return new MarkdownReports(
            shop.home(), shop.code.blobs(), project -> MarkdownReports.Known.NOTHING)
        .describe(
            new Story(
                "fix/shop/42",
                "shop",
                "42",
                "PULL_REQUEST",
                "",
                null,
                List.of(cause),
                null,
                shop.patched,
                "Reads the new column.",
                null,
                null,
                List.of(),
                null,
                null));
  }
}
