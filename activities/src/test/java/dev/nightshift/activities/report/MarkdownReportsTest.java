package dev.nightshift.activities.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.artifacts.RunFacts;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.artifacts.RunFacts.Said;
import dev.nightshift.activities.bulkhead.Bulkhead;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.edit.LastNight;
import dev.nightshift.activities.edit.MemoryBlobs;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.rows.KeptRows;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.CodeHost;
import dev.nightshift.workflows.ports.Engines.Step;
import dev.nightshift.workflows.ports.Reports.Aside;
import dev.nightshift.workflows.ports.Reports.PullText;
import dev.nightshift.workflows.ports.Reports.Report;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DataChange;
import dev.nightshift.workflows.values.DataChange.Relation;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Decision.Choice;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Failure;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.KnowledgeMatch;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Ruling.Refusal;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownReportsTest extends ReportRoom {
  private static final String EXPLANATION =
      """
      **`source.larkspur.raw.payments.amount`** (renamed source column)

      - `models/staging/stg_payments.sql`: reads `amount_usd` where it read `amount`.
      """;

  @Test
  void a_draft_is_for_the_place_where_the_team_writes() {
    assertTrue(
        kept(new Settings.Knowledge("docs/known", null, null, null, null))
            .contains("save this below `docs/known/` with"));
    assertTrue(
        kept(new Settings.Knowledge(null, "acme/wiki", null, null, null))
            .contains("save this in the repository `acme/wiki` with"));
    assertTrue(
        kept(new Settings.Knowledge("known", "acme/wiki", null, null, null))
            .contains("save this below `known/` in the repository `acme/wiki` with"));
    String notion = kept(new Settings.Knowledge(null, null, null, "0f1e", null));
    assertTrue(notion.contains("save this as a page of your notes in Notion, "), notion);
    assertFalse(notion.contains(".nightshift/knowledge"), notion);
  }

  private String kept(Settings.Knowledge notes) {
    MarkdownReports reports =
        new MarkdownReports(
            new Home(folder), blobs, project -> new MarkdownReports.Known(Map.of(), notes, true));
    Pull pull = new Pull(1, "https://host/1", "nightshift/x", "c0", "open");
    return blobs.readText(
        reports.write(story(List.of(LastNight.RENAMED), null, pull, List.of())).markdown());
  }

  private static FailureSummary summary() {
    return summary(List.of());
  }

  private static FailureSummary summary(List<String> notes) {
    return new FailureSummary(
        "larkspur",
        "8f1c",
        "1.12.6",
        "duckdb",
        "2026-11-20T06:01:00Z",
        4,
        40,
        51,
        List.of(
            failure(
                "model",
                "stg_payments",
                "error",
                "Runtime Error in model stg_payments (models/staging/stg_payments.sql)\n"
                    + "  Binder Error: Referenced column \"amount\" not found in FROM clause!"),
            failure("test", "payments_within_order_total", "error", ""),
            failure("test", "accepted_values_stg_orders_channel", "fail", "Got 1 result"),
            failure("test", "unique_stg_stock_counts_count_id", "fail", "Got 180 results")),
        null,
        null,
        "",
        notes);
  }

  private static Failure failure(String type, String name, String status, String message) {
    return new Failure(type + ".larkspur." + name, name, null, type, status, message, "", 0);
  }

  private Story story(List<Cause> causes, Decision decision, Pull pull, List<Refusal> refusals) {
    return new Story(
        "fix/larkspur/8f1c",
        "larkspur",
        "8f1c",
        "PULL_REQUEST",
        "Pull request 1 makes 2 causes green.",
        summary(),
        causes,
        null,
        LastNight.BASE,
        EXPLANATION,
        LastNight.before(blobs),
        LastNight.after(blobs),
        refusals,
        decision,
        pull);
  }

  @Test
  void hooks_that_were_left_out_of_the_build_are_told() {
    Story story = story(LastNight.CAUSES, null, null, List.of());
    String left =
        "Hooks at the start and the end of a run were left out, as the configuration says.";
    assertFalse(blobs.readText(reports.describe(story).body()).contains(left));
    MarkdownReports without =
        new MarkdownReports(
            new Home(folder),
            blobs,
            project -> new MarkdownReports.Known(Map.of(), Settings.Knowledge.in(null), false));
    assertTrue(blobs.readText(without.describe(story).body()).contains(left));
    assertTrue(blobs.readText(without.write(story).markdown()).contains(left));
  }

  @Test
  void a_build_that_was_stopped_is_told_without_its_numbers() {
    Story story =
        new Story(
            "fix/larkspur/8f1c",
            "larkspur",
            "8f1c",
            "REPORT",
            "No fix that holds was found; 1 CODE.",
            summary(),
            LastNight.CAUSES,
            null,
            LastNight.BASE,
            EXPLANATION,
            LastNight.before(blobs),
            DbtResult.stopped("build", 1620, null),
            List.of(),
            null,
            null);
    String told = blobs.readText(reports.write(story).markdown());
    assertTrue(told.contains("with the change dbt did not end within 27 min, and was stopped."));
    assertFalse(told.contains("| before | after |"), told);
  }

  private static Decision approved(String person) {
    return new Decision(Choice.APPROVE, person, "h", "", "the board", "");
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = MarkdownReportsTest.class.getResourceAsStream("/report/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void the_pull_request_of_last_night_reads_so() throws IOException {
    PullText text = reports.describe(story(LastNight.CAUSES, approved("Ada"), null, List.of()));
    assertEquals(
        "Read raw.payments.amount_usd as amount, add curbside to order_channels", text.title());
    assertEquals(golden("pull.md"), blobs.readText(text.body()));
    assertEquals(golden("commit.txt"), text.commitMessage());
  }

  @Test
  void each_cause_is_a_commit_where_the_engine_knows_its_edit() {
    BlobRef half = new BlobRef("half", 1, "changes.patch");
    BlobRef whole = new BlobRef("whole", 2, "changes.patch");
    List<Step> steps =
        List.of(
            new Step(List.of(LastNight.RENAMED.signature()), half),
            new Step(List.of(LastNight.CHANNEL.signature()), whole));
    List<CodeHost.Commit> commits = commits(steps);
    assertEquals(List.of(half, whole), commits.stream().map(CodeHost.Commit::patch).toList());
    String first = commits.get(0).message();
    assertTrue(first.startsWith("Read raw.payments.amount_usd as amount\n\n"), first);
    assertTrue(first.endsWith("Approved-by: Ada\n"), first);
    assertFalse(first.contains("curbside"), first);
    assertTrue(commits.get(1).message().startsWith("Add curbside to order_channels\n\n"));
  }

  @Test
  void what_one_edit_mends_or_what_has_no_edit_of_its_own_is_one_commit() {
    BlobRef whole = new BlobRef("whole", 2, "changes.patch");
    Step renamed = new Step(List.of(LastNight.RENAMED.signature()), whole);
    Step channel = new Step(List.of(LastNight.CHANNEL.signature()), whole);
    assertEquals(List.of(), commits(List.of(renamed, channel)));
    Step half = new Step(renamed.causes(), new BlobRef("half", 1, "changes.patch"));
    Step nobodys = new Step(List.of("other:cause"), whole);
    assertEquals(List.of(), commits(List.of(half, nobodys)));
    assertEquals(List.of(), commits(List.of(half, renamed)));
  }

  @Test
  void what_it_does_to_the_data_is_read_where_the_comparison_kept_it() throws IOException {
    DataChange change = new DataChange(List.of(Relation.uncompared("m.a", true, "a view")), 0);
    BlobRef kept = blobs.put("change.json", Converter.json().writeValueAsBytes(change));
    String body = blobs.readText(described(kept, List.of()).body());
    assertTrue(body.contains("## What it does to the data"), body);
    assertTrue(body.contains("a view"), body);
  }

  private List<CodeHost.Commit> commits(List<Step> steps) {
    return described(null, steps).commits();
  }

  private PullText described(BlobRef change, List<Step> steps) {
    return reports.describe(
        with(story(LastNight.CAUSES, approved("Ada"), null, List.of()), change, steps, null));
  }

  private static Story with(Story one, BlobRef change, List<Step> steps, Aside aside) {
    return new Story(
        one.workflow(),
        one.project(),
        one.run(),
        one.ending(),
        one.headline(),
        one.summary(),
        one.causes(),
        one.evidence(),
        one.patched(),
        one.explanation(),
        one.before(),
        one.after(),
        one.refusals(),
        one.decision(),
        one.pull(),
        change,
        one.privacy(),
        steps,
        aside);
  }

  @Test
  void the_run_and_what_its_fix_has_cost_are_said() {
    Story one = story(LastNight.CAUSES, approved("Ada"), null, List.of());
    Aside aside = new Aside("https://cloud/runs/8f1c>", new Usage(12_400, 900, 3, 0.126), false);
    PullText pull = reports.describe(with(one, null, List.of(), aside));
    assertTrue(
        blobs
            .readText(pull.body())
            .contains(
                "The run: <https://cloud/runs/8f1c>. A model was asked 3 times: 12,400 tokens in,"
                    + " 900 out, $0.13."));
  }

  @Test
  void who_can_still_be_answered_is_asked_to_and_else_is_not() {
    Cause open =
        new Cause("kind", Verdict.UNCLEAR, "model.a", List.of("model.a"), "Why?", null, null, null)
            .asking(List.of(Cause.Option.of("known", "so be it", Verdict.KNOWN)));
    Story one = story(List.of(open, LastNight.CAUSES.get(0)), null, null, List.of());
    String asking = report(with(one, null, List.of(), new Aside("", null, true)));
    assertTrue(asking.contains("you: answer the question"), asking);
    assertTrue(asking.contains("The question stands above."), asking);
    assertTrue(asking.contains("Answers to question `"), asking);
    assertTrue(asking.contains("1. `known`: so be it"), asking);
    String ended = report(one);
    assertFalse(ended.contains("Answers to"), ended);
    assertTrue(ended.contains("you: have a look"), ended);
    assertTrue(ended.contains("where it fails again, it is asked again"), ended);
  }

  private String report(Story story) {
    return blobs.readText(reports.write(story).markdown());
  }

  @Test
  void the_report_of_last_night_reads_so() throws IOException {
    Pull pull = new Pull(1, "https://host/pulls/1", "nightshift/fix-larkspur", "c0ffee", "open");
    Report report = reports.write(story(LastNight.CAUSES, approved("Ada"), pull, List.of()));
    assertEquals(folder.resolve("reports/larkspur/8f1c.md").toString(), report.path());
    assertEquals(golden("report.md"), Files.readString(Path.of(report.path())));
    assertEquals(golden("report.md"), blobs.readText(report.markdown()));
    Path page =
        folder.resolve("reports/larkspur/8f1c.page-renamed-source-column-raw-payments-amount.md");
    assertTrue(golden("report.md").contains(Files.readString(page)));
  }

  @Test
  void what_became_of_it_since_stands_at_the_top_of_the_report_and_its_page() throws IOException {
    Pull pull = new Pull(1, "https://host/pulls/1", "nightshift/fix-larkspur", "c0ffee", "open");
    Story told = story(LastNight.CAUSES, approved("Ada"), pull, List.of());
    Report first = reports.write(told);
    List<String> since =
        List.of(
            "Pull request 1 did not mend it: run 300580981 failed again.",
            "It was to mend: <b>total</b> is amount now",
            "fix/larkspur/300580981 looks after it.");
    Report report = reports.add("larkspur", "8f1c", first.markdown(), since);
    assertEquals(report, reports.add("larkspur", "8f1c", first.markdown(), since));
    String text = Files.readString(Path.of(report.path()));
    assertTrue(
        text.startsWith(
            """
            # larkspur, run 8f1c

            **Pull request 1 did not mend it: run 300580981 failed again.**

            - It was to mend: &lt;b>total&lt;/b> is amount now
            - fix/larkspur/300580981 looks after it.

            Pull request 1 makes 2 causes green.
            """),
        text);
    String page = blobs.readText(report.html());
    assertTrue(page.contains("<strong>Pull request 1 did not mend it"), page);
    assertTrue(text.endsWith(golden("report.md").substring(golden("report.md").indexOf("Pull"))));
  }

  @Test
  void what_only_a_person_mends_in_the_code_is_not_called_no_matter_of_code() {
    Cause left = LastNight.CHANNEL.leftAlone("there is no rule that mends a cause of this kind");
    PullText text =
        reports.describe(story(List.of(LastNight.RENAMED, left), null, null, List.of()));
    String body = blobs.readText(text.body());
    assertTrue(body.contains("This makes 1 cause green; 1 other stays as below."), body);
  }

  @Test
  void what_two_causes_say_alike_keeps_its_own_query_and_place() throws Exception {
    Cause night = unclear("status", "select 'night'", "production");
    Cause hidden = unclear("method", "select 'hidden'", "production");
    Cause seen = unclear("status", "select 'sandbox'", "sandbox, with the fix");
    List<Cause> all = List.of(night, hidden, seen);
    Story told = story(all.stream().map(Cause::inShort).toList(), null, null, List.of());
    Story kept =
        new Story(
            told.workflow(),
            told.project(),
            told.run(),
            told.ending(),
            told.headline(),
            told.summary(),
            told.causes(),
            blobs.putText("causes.json", Converter.json().writeValueAsString(all)),
            null,
            "",
            null,
            null,
            List.of(),
            null,
            null);
    String text = blobs.readText(reports.write(kept).markdown());
    assertTrue(text.contains("(asked of production)\n\n  ```sql\n  select 'night'"), text);
    assertTrue(text.contains("(asked of production)\n\n  ```sql\n  select 'hidden'"), text);
    assertTrue(text.contains("(asked of sandbox, with the fix)"), text);
    assertTrue(text.contains("select 'sandbox'"), text);
  }

  private static Cause unclear(String subject, String query, String from) {
    return new Cause(
        "undocumented_value",
        Verdict.UNCLEAR,
        subject,
        List.of("test.larkspur." + subject),
        "It is new.",
        List.of(Evidence.asked("1 value outside the list", query, from)),
        Map.of(),
        null);
  }

  @Test
  void what_is_looked_after_already_says_where_and_is_not_called_accepted() {
    Cause taken = LastNight.RENAMED.takenBy("/pulls/7");
    String text =
        blobs.readText(
            reports
                .write(story(List.of(taken, LastNight.CHANNEL), null, null, List.of()))
                .markdown());
    assertTrue(text.contains("## What is looked after already"), text);
    assertTrue(text.contains("see `/pulls/7`"), text);
    assertTrue(text.contains("Nothing new is to be done: see `/pulls/7`."), text);
    assertTrue(!text.contains("the team accepts it"), text);
  }

  @Test
  void a_report_says_why_nothing_was_offered() {
    Refusal refusal = new Refusal("rows_lost", "models/a.sql", "rows may be lost by: distinct");
    Report report = reports.write(story(List.of(LastNight.RENAMED), null, null, List.of(refusal)));
    assertTrue(
        blobs
            .readText(report.markdown())
            .contains("- `models/a.sql`: rows may be lost by: distinct (rule `rows_lost`)"));
  }

  @Test
  void a_run_that_cannot_be_read_has_a_report_too() {
    Story story =
        new Story(
            "w",
            "p",
            "r",
            "CANNOT_BE_READ",
            "The run cannot be read: manifest.json is cut off",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    String text = blobs.readText(reports.write(story).markdown());
    assertTrue(text.contains("The run cannot be read: manifest.json is cut off"), text);
  }

  @Test
  void again_replaces_the_report_and_leaves_nothing_else() throws IOException {
    reports.write(story(LastNight.CAUSES, null, null, List.of()));
    reports.write(story(List.of(), null, null, List.of()));
    try (var files = Files.list(folder.resolve("reports/larkspur"))) {
      assertEquals(
          List.of("8f1c.html", "8f1c.md"),
          files.map(it -> it.getFileName().toString()).sorted().toList());
    }
  }

  @Test
  void what_is_said_of_rows_that_have_expired_is_that_they_have() {
    BlobRef gone =
        new KeptRows(List.of(new KeptRows.Column("id", true, false)), List.of(List.of("7")), false)
            .keep(new MemoryBlobs());
    Cause cause = LastNight.DUPLICATES.and(new Evidence("The row", "select 7", "production", gone));
    String text =
        blobs.readText(reports.write(story(List.of(cause), null, null, List.of())).markdown());
    assertTrue(
        text.contains("  The rows have expired; the query still tells which they were.\n"), text);
  }

  @Test
  void letters_lie_beside_the_report_as_long_as_there_is_something_to_ask() throws IOException {
    RunFacts run =
        new RunFacts(
            "larkspur",
            "larkspur",
            "",
            "",
            "",
            "",
            "",
            null,
            null,
            Map.of("source.larkspur.raw.counts", source()),
            null,
            null,
            null);
    FailureSummary known =
        new FailureSummary(
            "larkspur",
            "",
            "",
            "",
            "",
            1,
            0,
            0,
            null,
            blobs.putText("run-facts.json", Converter.json().writeValueAsString(run)),
            null,
            "",
            null);
    Cause cause = LastNight.DUPLICATES.withDetails(Map.of("source", "source.larkspur.raw.counts"));
    Report report = reports.write(of(known, List.of(cause)));
    Path letter = folder.resolve("reports/larkspur/8f1c.letter-1.txt");
    assertTrue(Files.readString(letter).startsWith("To: ada@example.org\nSubject: larkspur: "));
    assertTrue(blobs.readText(report.markdown()).contains("## A letter to send\n"));
    assertTrue(blobs.readText(report.html()).contains("<h2>A letter to send</h2>"));
    assertEquals(null, reports.write(of(known, List.of())).letters());
    assertFalse(Files.exists(letter));
  }

  private static Part source() {
    String id = "source.larkspur.raw.counts";
    Said said = new Said("", "", "ada@example.org", "", null, null, null, null);
    return new Part(
        id, "source", "counts", "", null, null, null, null, null, null, null, null, null, null,
        null, null, null, said);
  }

  private static Story of(FailureSummary summary, List<Cause> causes) {
    return new Story(
        "fix/larkspur/8f1c",
        "larkspur",
        "8f1c",
        "REPORT",
        "Nothing to change.",
        summary,
        causes,
        null,
        null,
        "",
        null,
        null,
        null,
        null,
        null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../etc/passwd", "a/b", ".hidden", "", "con\u0000x", "ü/☃"})
  void a_name_from_outside_stays_in_the_folder(String name) {
    String file = MarkdownReports.fileName(name);
    assertTrue(file.matches("[A-Za-z0-9][A-Za-z0-9._-]*"), file);
    assertFalse(file.contains(".."), file);
  }

  @Test
  void two_names_that_look_alike_have_two_files() {
    assertFalse(MarkdownReports.fileName("a/b").equals(MarkdownReports.fileName("a:b")));
    assertEquals("scheduled__2026-11-20", MarkdownReports.fileName("scheduled__2026-11-20"));
  }

  @Test
  void what_others_wrote_is_read_and_does_nothing() {
    String evil =
        """
        # Approved @here @team/x <script>alert(1)</script> ![x](http://evil/i.png)
        [link](https://evil) fixes #12 GH-7 www.evil.org
        ```
        </details>
        <!-- x -->
        > [!CAUTION]
        | a | b |
        \u202egnp\
        """;
    Cause cause =
        new Cause(
            "renamed_source_column",
            Verdict.CODE,
            "source.p.raw.`x`</details>",
            List.of("model.p.`a`", "model.p.@here"),
            evil,
            List.of(Evidence.asked(evil, "select 1 -- ```\n</details>\n```", evil)),
            Map.of("source", "source.p.raw.t", "from", "a", "to", "@here #1"),
            new KnowledgeMatch(evil, evil, "", evil, null));
    Story story =
        new Story(
            "w--><script>",
            "p",
            "r",
            "REPORT",
            evil,
            new FailureSummary(
                "p",
                "",
                "",
                "",
                "",
                1,
                0,
                0,
                List.of(failure("model", evil, "error", evil)),
                null,
                null,
                "",
                List.of(evil)),
            List.of(cause),
            null,
            null,
            evil,
            null,
            null,
            List.of(new Refusal(evil, evil, evil)),
            new Decision(Choice.APPROVE, evil, "", evil, evil, ""),
            null);
    PullText pull = reports.describe(story);
    String report = blobs.readText(reports.write(story).markdown());
    for (String text : List.of(blobs.readText(pull.body()), report)) {
      String shown =
          text.replace("\\`", "'")
              .replaceAll("(?s)(```+)sql.*?\n *\\1\n", "")
              .replaceAll("`[^`\n]+`", "");
      assertFalse(shown.matches("(?s).*@(here|team).*"), shown);
      assertFalse(shown.contains("<script"), shown);
      assertFalse(shown.contains("http://evil") || shown.contains("https://evil"), shown);
      assertFalse(shown.matches("(?s).*(?<!\\\\)\\]\\(.*"), shown);
      assertFalse(shown.matches("(?s).*#\\d.*"), shown);
      assertFalse(text.contains("\u202e"), text);
      assertFalse(shown.contains("\n# Approved"), shown);
      assertEquals(count(shown, "<details>"), count(shown, "</details>"), shown);
    }
    assertFalse(pull.title().contains("@") || pull.title().contains("#1"), pull.title());
    assertFalse(pull.commitMessage().contains("fixes #12"), pull.commitMessage());
    assertEquals(1, count(blobs.readText(pull.body()), "<!-- nightshift:workflow="));
    assertFalse(
        blobs.readText(pull.body()).contains("w--"),
        "the marker's comment cannot be closed from within");
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }

  @Test
  void people_and_accounts_in_messages_are_masked() {
    String shown = Quoted.brief("Conversion Error: 'ada@example.org' of account 123456789012", 160);
    assertEquals("Conversion Error: '•••@•••' of account •••", shown);
  }

  @Test
  void what_a_reader_should_know_of_the_files_is_said() {
    Story story =
        new Story(
            "fix/larkspur/1",
            "larkspur",
            "1",
            "REPORT",
            "Nothing to change.",
            summary(List.of("These artifacts are of another engine.")),
            List.of(),
            null,
            null,
            "",
            null,
            null,
            List.of(),
            null,
            null);
    String report = blobs.readText(reports.write(story).markdown());
    assertTrue(report.contains("\n\nThese artifacts are of another engine.\n"), report);
  }

  @Test
  void nodes_that_failed_with_one_error_share_its_line() {
    FailureSummary summary =
        new FailureSummary(
            "p",
            "",
            "",
            "",
            "",
            3,
            0,
            0,
            List.of(
                failure(
                    "model", "a", "error", "Runtime Error in model a (a.sql)\n  IO Error: disk"),
                failure("model", "b", "error", ""),
                failure("test", "c", "error", "Runtime Error in test c (s.yml)\n  IO Error: disk")),
            null,
            null,
            "",
            null);
    Story story =
        new Story(
            "w", "p", "r", "REPORT", "h", summary, null, null, null, null, null, null, null, null,
            null);
    String text = blobs.readText(reports.write(story).markdown());
    assertTrue(
        text.contains(
            "- `a` (model, error), `c` (test, error): IO Error: disk\n- `b` (model, error)\n"),
        text);
  }

  @Test
  void who_decided_is_named_by_the_address_they_gave() {
    Story agreed = story(LastNight.CAUSES, approved("ada@example.org"), null, List.of());
    for (String text :
        List.of(
            blobs.readText(reports.describe(agreed).body()),
            blobs.readText(reports.write(agreed).markdown()))) {
      assertTrue(text.contains("Approved by `ada@example.org` on the board."), text);
    }
  }

  @Test
  void who_said_no_is_named_in_the_first_line_too() {
    Decision no = new Decision(Choice.REJECT, "ada@example.org", "h", "ask bo@example.org", "", "");
    String headline = "ada@example.org said no: ask bo@example.org";
    Story story =
        new Story(
            "w",
            "p",
            "r",
            "REJECTED",
            headline,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            no,
            null);
    String text = blobs.readText(reports.write(story).markdown());
    assertTrue(text.contains("\n`ada@example.org` said no: ask •••@•••\n"), text);
    assertTrue(text.contains("Rejected by `ada@example.org`: ask •••@•••"), text);
  }

  @Test
  void many_causes_have_a_short_title() {
    List<Cause> many = List.of(LastNight.RENAMED, LastNight.CHANNEL, mend("a_long_model_name_x"));
    assertEquals("Read raw.payments.amount_usd as amount and mend 2 more", PullWords.title(many));
    assertTrue(PullWords.title(List.of(mend("x".repeat(200)))).length() <= 72);
  }

  private static Cause mend(String name) {
    return new Cause("other", Verdict.CODE, "model.p." + name, List.of(), "", null, null, null);
  }

  @Test
  void a_look_that_could_not_be_made_is_one_quiet_line() {
    Story whole = story(List.of(LastNight.RENAMED), null, null, List.of());
    assertFalse(read(whole).contains("could not be made"));
    String told = read(without(whole, List.of("changes", "FanOut")));
    assertTrue(
        told.contains(
            "Some looks could not be made, and nothing is concluded from them: `changes`,"
                + " `FanOut`."),
        told);
  }

  @Test
  void a_part_that_breaks_is_left_out_whole_and_the_rest_stands() {
    Sections sections =
        new Sections(
            story(List.of(), null, null, List.of()), null, null, null, true, new Bulkhead());
    sections.paragraph("First.");
    sections.part(
        "odd",
        part -> {
          part.heading("Half");
          throw new IllegalStateException("kim@example.com");
        });
    sections.part("even", part -> part.paragraph("Last."));
    assertEquals(
        "First.\n\nThis part could not be written: `odd`. The worker's log says why.\n\nLast.\n",
        sections.text());
  }

  private String read(Story story) {
    return blobs.readText(reports.write(story).markdown());
  }

  private static Story without(Story story, List<String> looks) {
    ObjectNode json = Converter.json().valueToTree(story);
    json.set("unmade", Converter.json().valueToTree(looks));
    try {
      return Converter.json().treeToValue(json, Story.class);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError(impossible);
    }
  }

  @Test
  void a_message_of_one_long_word_is_masked_in_no_time() {
    String word = "x".repeat(500_000);
    String told =
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> read(ended(word + " kim@example.com")));
    assertTrue(told.contains(word));
    assertFalse(told.contains("kim@example.com"));
  }

  @Test
  void half_a_character_is_written_as_a_mark() {
    assertTrue(read(ended("cut within \ud83c")).contains("cut within ?"));
  }

  private Story ended(String headline) {
    return new Story(
        "fix/larkspur/8f1c",
        "larkspur",
        "8f1c",
        "REPORT",
        headline,
        summary(),
        null,
        null,
        null,
        "",
        null,
        null,
        null,
        null,
        null);
  }
}
