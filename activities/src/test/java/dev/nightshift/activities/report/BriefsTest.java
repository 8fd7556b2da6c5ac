package dev.nightshift.activities.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.LastNight;
import dev.nightshift.workflows.ports.Reports.Aside;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Privacy;
import dev.nightshift.workflows.values.Privacy.Rows;
import dev.nightshift.workflows.values.ToldBefore;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BriefsTest extends ReportRoom {
  private static final Aside DECIDING = new Aside("https://cloud/7", null, false, true);
  private static final String PATCH =
      """
      diff --git a/models/staging/stg_payments.sql b/models/staging/stg_payments.sql
      index 58d1bd2..9b1f3a5 100644
      --- a/models/staging/stg_payments.sql
      +++ b/models/staging/stg_payments.sql
      @@ -3,5 +3,5 @@ select
           payment_id,
      -    amount,
      +    amount_usd as amount, -- ask kim@larkspur.example
           paid_at
      diff --git a/seeds/new.csv b/seeds/new.csv
      new file mode 100644
      index 0000000..5a1b2c3
      --- /dev/null
      +++ b/seeds/new.csv
      @@ -0,0 +1,1 @@
      +--id
      """;

  @Test
  void each_cause_is_a_line_with_who_acts_and_what_is_decided_on_comes_first() {
    List<Cause> causes = List.of(LastNight.DUPLICATES, LastNight.RENAMED);
    Brief brief = brief(causes, PATCH, DECIDING, null);
    assertEquals(
        List.of(
            new Brief.Line(
                "CODE",
                "raw.payments.amount",
                LastNight.RENAMED.because(),
                "you: say yes or no to the fix"),
            new Brief.Line(
                "SOURCE",
                "raw.stock_counts.count_id",
                LastNight.DUPLICATES.because(),
                "whoever delivers the data")),
        brief.causes());
    assertEquals("https://cloud/7", brief.run());
    Brief ended = brief(causes, PATCH, null, null);
    assertEquals(List.of(), ended.files(), "nothing is decided on");
    assertEquals("", ended.diff());
    assertEquals(
        List.of("SOURCE", "CODE"), ended.causes().stream().map(Brief.Line::verdict).toList());
  }

  @Test
  void what_was_told_before_says_so_with_its_first_report() {
    Cause old =
        LastNight.DUPLICATES.withDetails(
            new ToldBefore("2026-11-12", "fix/larkspur/1", "2026-11-12", false).toDetails());
    Brief.Line line = brief(List.of(old), null, null, null).causes().get(0);
    assertEquals("SOURCE", line.verdict());
    assertEquals(
        "whoever delivers the data; told before: since 2026-11-12, report fix/larkspur/1",
        line.who());
  }

  @Test
  void a_short_fix_is_shown_without_what_git_alone_needs_and_with_addresses_masked() {
    Brief brief = brief(LastNight.CAUSES, PATCH, DECIDING, null);
    assertEquals(List.of("models/staging/stg_payments.sql", "seeds/new.csv"), brief.files());
    assertEquals(
        """
        models/staging/stg_payments.sql
             payment_id,
        -    amount,
        +    amount_usd as amount, -- ask •••@•••
             paid_at
        seeds/new.csv
        new file mode 100644
        +--id\
        """,
        brief.diff());
  }

  @Test
  void a_longer_one_is_shown_without_its_surroundings_and_one_that_is_too_long_not_at_all() {
    String around = "     x,\n".repeat(20).replace("     x", "    x");
    String longer = PATCH.replace("@@\n+--id\n", "@@\n" + around + "+--id\n");
    assertEquals(6, brief(LastNight.CAUSES, longer, DECIDING, null).diff().lines().count());
    String much = PATCH.replace("+--id\n", "+x\n".repeat(20));
    Brief brief = brief(LastNight.CAUSES, much, DECIDING, null);
    assertEquals("", brief.diff());
    assertEquals(2, brief.files().size());
    String wide = PATCH.replace("+--id\n", "+" + "w".repeat(5_000) + "\n");
    assertTrue(brief(LastNight.CAUSES, wide, DECIDING, null).diff().length() < 500);
  }

  @Test
  void where_a_chat_is_to_show_nothing_the_fix_is_not_shown() {
    Privacy none = new Privacy(null, null, null, Rows.NONE, null, null, null);
    Brief brief = brief(LastNight.CAUSES, PATCH, DECIDING, none);
    assertEquals("", brief.diff());
    assertEquals(2, brief.files().size());
  }

  @Test
  void a_long_sentence_and_what_identifies_people_are_cut_and_masked() {
    Cause told =
        new Cause(
            "x",
            Verdict.SOURCE,
            "s",
            List.of(),
            "Rows of kim@larkspur.example\n*CODE* " + "a".repeat(500),
            null,
            null,
            null);
    String because = brief(List.of(told), null, null, null).causes().get(0).because();
    assertTrue(because.startsWith("Rows of •••@••• *CODE* aaa"), because);
    assertEquals(240, because.length());
  }

  private Brief brief(List<Cause> causes, String patch, Aside aside, Privacy privacy) {
    Story story =
        new Story(
            "fix/larkspur/8f1c",
            "larkspur",
            "8f1c",
            "REPORT",
            "headline",
            null,
            causes,
            null,
            patch == null ? null : LastNight.BASE.with(blobs.putText("fix.patch", patch)),
            "",
            null,
            null,
            null,
            null,
            null,
            null,
            privacy,
            null,
            aside);
    Optional<Brief> brief = Brief.read(reports.write(story).brief(), blobs);
    return brief.orElseThrow();
  }
}
