package dev.nightshift.activities.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.LastNight;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangeInReportTest extends ReportRoom {
  private static final String PATCH =
      """
      diff --git a/models/a.sql b/models/a.sql
      --- a/models/a.sql
      +++ b/models/a.sql
      @@ -1,3 +1,3 @@
       select
      -  ```total```
      +  amount
      \s
      """;

  @Test
  void a_fix_that_is_nowhere_else_stands_in_the_report_so_that_it_can_be_applied() {
    String text = report(List.of(), null);
    assertTrue(text.contains("## The change\n"), text);
    assertTrue(text.contains("````diff\n" + PATCH + "````\n"), text);
    assertTrue(text.contains("`git apply FILE`"), text);
    assertTrue(text.contains("## What the fix changes"), text);
  }

  @Test
  void what_the_gate_refused_may_hold_a_secret_and_is_not_shown() {
    String text = report(List.of(new Refusal("secrets", "models/a.sql", "a key")), null);
    assertFalse(text.contains("```total```"), text);
    assertTrue(text.contains("The change itself is kept as `"), text);
    assertTrue(text.contains("## What was tried"), text);
  }

  @Test
  void what_is_in_a_pull_request_is_read_there() {
    Pull pull = new Pull(7, "https://host/7", "nightshift/x", "c0", "open");
    assertFalse(report(List.of(), pull).contains("The change"));
  }

  private String report(List<Refusal> refusals, Pull pull) {
    Story story =
        new Story(
            "fix/larkspur/8f1c",
            "larkspur",
            "8f1c",
            "REPORT",
            "A fix that holds is in the report; the policy publishes none.",
            null,
            LastNight.CAUSES,
            null,
            LastNight.BASE.with(blobs.putText("fix.patch", PATCH)),
            "Reads the new column.",
            null,
            null,
            refusals,
            null,
            pull);
    return blobs.readText(reports.write(story).markdown());
  }
}
