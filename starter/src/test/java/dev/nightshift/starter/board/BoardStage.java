package dev.nightshift.starter.board;

import dev.nightshift.starter.cli.FakeDoors;
import dev.nightshift.starter.flows.FakeFlows;
import dev.nightshift.starter.http.Server;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Progress.Step;
import dev.nightshift.workflows.values.Progress.Waiting;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Verdict;
import java.util.List;
import java.util.Optional;

/** A board over a night that was made up: one run asks, one works, one has ended, one failed. */
final class BoardStage implements AutoCloseable {
  static final String ASKING = "fix/larkspur/9f3c77aa";
  static final String ENDED = "fix/larkspur/1b20c4de";
  static final long BEGAN = 1_795_237_200_000L;
  static final String PATCH =
      """
      diff --git a/models/staging/stg_orders.sql b/models/staging/stg_orders.sql
      index 3f1c2aa..9b1d0ce 100644
      --- a/models/staging/stg_orders.sql
      +++ b/models/staging/stg_orders.sql
      @@ -3,7 +3,7 @@ with source as (
       renamed as (
           select
               id as order_id,
      -        total_cents / 100.0 as order_total,
      +        amount_cents / 100.0 as order_total,
               channel,
               ordered_at
           from source
      """;

  final FakeDoors doors = new FakeDoors();
  final FakeFlows flows = doors.flows;
  final SomeIssues issues = new SomeIssues();
  final Board board;
  final Server server;
  final BlobRef patch = doors.putText("fix.patch", PATCH);

  BoardStage() {
    flows.holding(asking()).holding(working()).holding(ended());
    flows.holding(FakeFlows.failed("fix/larkspur/77aa", "the disk of the worker is full"));
    board =
        new Board(
            flows,
            doors,
            doors.signature(),
            new OnePull(),
            issues,
            most -> talk(),
            doors.agentRuns,
            "kim@larkspur.example");
    server = Server.start(0, 32, board::routes);
  }

  @Override
  public void close() {
    server.close();
  }

  private dev.nightshift.starter.flows.Run asking() {
    return FakeFlows.open(
        ASKING,
        new Progress(
            "remediation",
            "larkspur",
            "run 9f3c77aa",
            "approval",
            "a person decides",
            steps(0),
            List.of(
                "3 failed, 4 skipped, 61 passed",
                "CODE raw.orders has no column total_cents any more; amount_cents took its place",
                "SOURCE 214 payments were delivered twice <script>alert(1)</script>",
                "In the sandbox 3 of them fail again."),
            new Waiting(
                "Publish a fix of 1 files that makes 1 causes green?",
                patch.sha256(),
                patch,
                "base",
                "proof",
                BEGAN + 8_000,
                BEGAN + 604_800_000,
                List.of(
                    new Progress.Asked(
                        "q1",
                        "Are these rows wrong?",
                        List.of(new Progress.Way("source", "Yes, the source is")))),
                null)));
  }

  private static dev.nightshift.starter.flows.Run working() {
    return FakeFlows.open(
        "fix/larkspur/c0ffee",
        new Progress(
            "remediation",
            "larkspur",
            "run c0ffee",
            "diagnose",
            "looking for the causes",
            List.of(new Step("read", BEGAN, BEGAN + 400), new Step("diagnose", BEGAN + 400, 0)),
            List.of("1 failed, 0 skipped, 67 passed"),
            null));
  }

  private dev.nightshift.starter.flows.Run ended() {
    Cause code =
        new Cause(
            "renamed_source_column",
            Verdict.CODE,
            "raw.orders.total_cents",
            List.of("model.larkspur.stg_orders", "test.larkspur.not_null_fct_orders_order_total"),
            "raw.orders has no column total_cents any more; amount_cents took its place",
            List.of(
                Evidence.of("the compiled SQL asks for total_cents", "compiled/stg_orders.sql"),
                Evidence.asked(
                    "amount_cents holds 8,412 values, all whole numbers",
                    "select count(*), count(amount_cents) from raw.orders",
                    "production, read-only")),
            null,
            null);
    Cause source =
        new Cause(
            "duplicate_delivery",
            Verdict.SOURCE,
            "raw.payments",
            List.of("test.larkspur.unique_fct_payments_payment_id"),
            "214 payments of batch 2026-11-20 were delivered twice",
            List.of(
                Evidence.of("all 214 pairs are equal in every column", "production, read-only")),
            null,
            null);
    RemediationOutcome outcome =
        new RemediationOutcome(
            Ending.PULL_REQUEST,
            "Pull request 3 makes 1 cause green.",
            List.of(code, source),
            List.of("test.larkspur.unique_fct_payments_payment_id"),
            new Pull(
                3, "file:///host/pulls/3.json", "nightshift/fix-larkspur-1b20c4de", "abc", "open"),
            patch,
            "/home/kim/.cache/nightshift/reports/1b20c4de.md",
            doors.putText(
                "report.md",
                """
                # Run 1b20c4de of larkspur

                **3 failed**, 4 were skipped. One cause is mended by pull request 3.

                | node | verdict |
                |---|---|
                | `stg_orders` | CODE |
                | `unique_fct_payments_payment_id` | SOURCE |

                - ask the payment provider to take back [batch 2026-11-20](javascript:alert(1))
                - <img src=x onerror=alert(1)> stays text
                """),
            List.of(),
            new Decision(Decision.Choice.APPROVE, "kim@larkspur.example", "x", "", "board", "s"),
            steps(BEGAN + 20_000),
            null,
            doors.putText("report.html", "<!doctype html><title>1b20c4de</title>"),
            doors.putText(
                "letters.json",
                """
                [{"to": "Payments <pay@larkspur.example>", "subject": "214 entries came twice",
                  "text": "Hello,\\n\\n214 entries came twice.\\n"}]
                """));
    return new dev.nightshift.starter.flows.Run(
        ENDED,
        "run-1",
        dev.nightshift.starter.flows.Run.Status.COMPLETED,
        BEGAN,
        BEGAN + 22_000,
        new Progress(
            "remediation",
            "larkspur",
            "run 1b20c4de",
            "done",
            outcome.headline(),
            null,
            null,
            null),
        outcome,
        "",
        null,
        null);
  }

  private static List<Step> steps(long approved) {
    return List.of(
        new Step("read", BEGAN, BEGAN + 420),
        new Step("diagnose", BEGAN + 420, BEGAN + 1_650),
        new Step("sandbox", BEGAN + 1_650, BEGAN + 2_300),
        new Step("reproduce", BEGAN + 2_300, BEGAN + 5_100),
        new Step("fix", BEGAN + 5_100, BEGAN + 5_300),
        new Step("verify", BEGAN + 5_300, BEGAN + 8_000),
        new Step("approval", BEGAN + 8_000, approved));
  }

  private static List<Messages.Message> talk() {
    return List.of(
        new Messages.Message(
            "data-quality",
            ASKING,
            "Publish a fix of 1 files that makes 1 causes green?",
            BEGAN + 8_000));
  }

  private static final class OnePull implements PullRequests {
    private final Opened opened =
        new Opened(
            "larkspur",
            3,
            "Read amount_cents where total_cents was",
            "nightshift/x",
            "draft",
            BEGAN,
            1);

    @Override
    public List<Opened> latest() {
      return List.of(opened);
    }

    @Override
    public Optional<Page> page(String project, int number) {
      return project.equals("larkspur") && number == 3
          ? Optional.of(
              new Page(
                  opened,
                  "## Why\nA column was renamed.\n<!-- marker -->",
                  PATCH,
                  List.of(
                      new Said(
                          "nightshift",
                          "The run was **cancelled**: nothing more will come.\n"
                              + "<img src=x onerror=alert(1)> [x](javascript:alert(1))",
                          BEGAN + 9_000))))
          : Optional.empty();
    }
  }
}
