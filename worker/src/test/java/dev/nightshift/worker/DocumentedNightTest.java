package dev.nightshift.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.chat.FileChat;
import dev.nightshift.activities.chat.Post;
import dev.nightshift.activities.codehost.PullStore;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A night that a page of the team's speaks of, in a project that only wants suggestions: all parts
 * are real but for the Temporal server.
 */
class DocumentedNightTest {
  private static final String PAGE =
      """
      ---
      title: A new way to order
      ---
      Pickup at the gate was announced for this season.

      ```nightshift
      match:
        test: accepted_values_stg_orders_channel*
        values: [gate]
      change:
        file: dbt_project.yml
        key: vars.order_channels
        operation: add
        value: gate
      ```
      """;

  @TempDir static Path folder;
  private static ShopNight shop;
  private static RemediationOutcome outcome;

  @BeforeAll
  static void a_night_in_which_somebody_ordered_at_the_gate() throws Exception {
    shop = new ShopNight(folder);
    shop.code("dbt_project.yml", "name: shop\nprofile: shop\nvars:\n  order_channels: [web]\n");
    shop.code(
        "models/stg_orders.sql", "select order_id, channel from {{ source('raw', 'orders') }}\n");
    shop.code(
        "models/shop.yml",
        """
        sources:
          - name: raw
            tables:
              - name: orders
        models:
          - name: stg_orders
            columns:
              - name: channel
                data_tests:
                  - accepted_values:
                      arguments:
                        values: "{{ var('order_channels') }}"
        """);
    shop.code(".nightshift/knowledge/new-channel.md", PAGE);
    shop.data(
        "create schema raw",
        "create table raw.orders as select * from (values (1, 'web'), (2, 'web'), (3, 'gate'))"
            + " orders(order_id, channel)");
    outcome = shop.play("policy: {publish: suggest}", "", Map.of());
  }

  @Test
  void what_the_page_says_is_the_fix_and_no_token_was_spent_for_it() {
    Cause cause = outcome.causes().get(0);
    assertEquals("documented_value", cause.kind());
    assertEquals(Verdict.CODE, cause.verdict());
    assertTrue(cause.mended(), cause.left());
    assertEquals(Usage.NONE, outcome.usage());
  }

  @Test
  void nothing_left_and_nobody_was_asked() throws IOException {
    assertEquals(Ending.REPORT, outcome.ending());
    try (Stream<Path> branches = Files.walk(shop.bare().resolve("refs"))) {
      assertEquals(
          List.of("main"),
          branches.filter(Files::isRegularFile).map(ref -> ref.getFileName().toString()).toList());
    }
    assertEquals(List.of(), new PullStore(shop.home().host()).pulls("acme/shop"));
    FileChat chat = new FileChat(shop.home().chat(), InstantSource.system());
    List<String> said =
        chat.channels().stream().flatMap(all -> chat.read(all).stream()).map(Post::text).toList();
    assertEquals(List.of(outcome.headline()), said);
  }

  @Test
  void the_report_holds_the_change_as_whoever_wants_it_applies_it() throws IOException {
    String report = Files.readString(shop.home().reports().resolve("shop/night-1.md"));
    assertTrue(
        report.contains(
            """
            --- a/dbt_project.yml
            +++ b/dbt_project.yml
            """),
        report);
    assertTrue(report.contains("\n+  order_channels: [web, gate]\n"), report);
  }
}
