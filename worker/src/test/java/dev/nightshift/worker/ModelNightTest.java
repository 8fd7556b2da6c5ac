package dev.nightshift.worker;

import static dev.nightshift.activities.scripted.Step.says;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.scripted.ScriptedModel;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Cause;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A night that a model mends, by tools of ours: it looks, edits, builds in the sandbox and says
 * what it did. The model is a script on loopback.
 */
class ModelNightTest {
  @TempDir static Path folder;
  private static ShopNight shop;
  private static RemediationOutcome outcome;
  private static JsonNode last;

  @BeforeAll
  static void a_night_in_which_a_column_was_misspelt() throws Exception {
    shop = new ShopNight(folder);
    shop.code("dbt_project.yml", "name: shop\nprofile: shop\n");
    shop.code("models/orders.sql", "select order_id, chanel from {{ source('raw', 'orders') }}\n");
    shop.code("models/shop.yml", "sources: [{name: raw, tables: [{name: orders}]}]\n");
    shop.data(
        "create schema raw", "create table raw.orders as select 1 as order_id, 'web' as channel");
    try (ScriptedModel model = new ScriptedModel(ShopNight.KEY)) {
      model.plays(
          "",
          says("I look first.")
              .uses("read_file", "{\"path\": \"models/orders.sql\"}")
              .uses("lineage", "{\"node\": \"orders\"}"),
          says("")
              .uses(
                  "write_file",
                  "{\"path\": \"models/orders.sql\", \"replaces\": \"chanel\","
                      + " \"content\": \"channel\"}"),
          says("").uses("run_terminal_command", "{\"command\": \"dbt build -s orders+\"}"),
          says("The column is called channel; with that it builds."));
      outcome = shop.play(model);
      last = model.seen().get(model.seen().size() - 1).body();
    }
  }

  @Test
  void what_it_changed_is_proven_and_proposed() throws Exception {
    Cause cause = outcome.causes().get(0);
    assertTrue(cause.mended(), cause.left());
    assertEquals(Ending.REPORT, outcome.ending());
    String report = Files.readString(shop.home().reports().resolve("shop/night-1.md"));
    assertTrue(report.contains("+select order_id, channel from"), report);
  }

  @Test
  void what_it_cost_is_told() {
    assertEquals(4, outcome.usage().turns());
    assertEquals(400 * 3 / 1e6 + 80 * 15 / 1e6, outcome.usage().dollars(), 1e-9);
  }

  @Test
  void its_tools_told_it_what_is_so() {
    String heard = last.path("messages").toString();
    assertTrue(heard.contains("select order_id, chanel from"), heard);
    assertTrue(heard.contains("source.shop.raw.orders"), heard);
    assertTrue(heard.contains("dbt build passed"), heard);
  }

  @Test
  void the_key_stands_nowhere() throws Exception {
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = file.getFileName().toString();
        if (name.matches(".*\\.(json|md|yml|log|html|txt)")) {
          assertFalse(Files.readString(file).contains("a-key"), name);
        }
      }
    }
  }
}
