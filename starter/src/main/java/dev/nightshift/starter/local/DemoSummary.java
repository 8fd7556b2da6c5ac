package dev.nightshift.starter.local;

import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.values.Cause;
import java.util.List;

/** The end of the demo: what failed, why, who must act, what was changed, where to look. */
final class DemoSummary {
  private static final int LINES_OF_DIFF = 60;

  private final Screen screen;

  DemoSummary(Screen screen) {
    this.screen = screen;
  }

  /** {@code stays} is whether the processes are there still when this is read. */
  void tell(
      RemediationOutcome outcome,
      DemoProof proof,
      String diff,
      Night night,
      boolean stays,
      Home home) {
    screen.title(outcome.headline());
    for (Cause cause : outcome.causes()) {
      screen.line(String.format("%-9s %s", cause.verdict(), cause.because()));
      cause.nodes().forEach(node -> screen.line("          · " + node));
    }
    if (!diff.isEmpty()) {
      screen.title("The diff");
      List<String> lines = diff.lines().toList();
      lines.stream().limit(LINES_OF_DIFF).forEach(screen::line);
      if (lines.size() > LINES_OF_DIFF) {
        screen.line("… " + (lines.size() - LINES_OF_DIFF) + " more lines");
      }
    }
    screen.title("Where to look");
    if (stays) {
      screen.line("board     " + night.board());
      screen.line("Temporal  " + night.look());
    } else {
      screen.line("board     was at " + night.board() + "; without --yes, in a terminal, it stays");
    }
    if (outcome.pull() != null) {
      screen.line(
          "pull      number "
              + outcome.pull().number()
              + " on the board, branch "
              + outcome.pull().branch()
              + " of "
              + new LocalRemotes(home.host()).folder(DemoFolder.REPOSITORY));
    }
    screen.line("report    " + home.root().resolve(outcome.reportPath()));
    if (proof != null) {
      screen.line("proof     " + proof.says());
    }
  }
}
