package dev.nightshift.activities.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WordingTest {
  private static final DocumentedChange MOVED =
      new DocumentedChange(
          "models/_sources.yml", "sources.raw.tables.items.identifier", "set", "line_items");

  @Test
  void a_commit_is_headed_by_what_it_does() {
    assertEquals(
        "Read raw.items from the table line_items",
        remedy("renamed_source_table", "source.shop.raw.items", MOVED.toDetails()));
    assertEquals(
        "Set identifier to line_items",
        remedy("chosen_value", "source.shop.raw.items", MOVED.toDetails()));
    assertEquals(
        "Add 'kiosk': 'in_store' to channel_group",
        remedy(
            "chosen_value",
            "model.shop.orders",
            new DocumentedChange("models/orders.sql", "channel_group", "add", "'kiosk': 'in_store'")
                .toDetails()));
    assertEquals(
        "Read raw.items.amount as total",
        remedy(
            "renamed_source_column",
            "source.shop.raw.items.total",
            Map.of("source", "source.shop.raw.items", "from", "total", "to", "amount")));
    assertEquals("Mend shop.orders", remedy("fan_out", "model.x.shop.orders", Map.of()));
  }

  @Test
  void of_a_query_that_holds_a_whole_seed_the_beginning_and_the_end_are_shown() {
    String told = Quoted.sql("select 1 from (" + "('2011-01-01', 7), ".repeat(2_000) + ") seed");
    assertTrue(told.startsWith("```sql\nselect 1 from ("), told.substring(0, 40));
    assertTrue(told.endsWith(") seed\n```\n"), told.substring(told.length() - 20));
    assertTrue(told.contains("\n-- … 30,021 characters …\n"), told);
    assertEquals("```sql\nselect 1\n```\n", Quoted.sql("select 1"));
  }

  private static String remedy(String kind, String subject, Map<String, String> details) {
    return Wording.remedy(
        new Cause(kind, Verdict.CODE, subject, List.of(), "", List.of(), details, null));
  }
}
