package dev.nightshift.workflows.durable;

import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Progress.Step;
import dev.nightshift.workflows.values.Progress.Waiting;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The trail that a flow leaves for people: each phase it enters goes into the memo, with the time,
 * and the state into the search attributes. Everything that a person sees is rendered from here.
 */
public final class Trail {
  /** The memo's key. */
  public static final String MEMO = "progress";

  /** A memo is shown whole in every list: it must stay small. */
  private static final int MOST_FOUND = 12;

  private static final int LONGEST_LINE = 240;

  private final String kind;
  private final String project;
  private final String title;
  private final List<Step> steps = new ArrayList<>();
  private final List<String> found = new ArrayList<>();
  private String says = "";
  private Waiting waiting;

  public Trail(String kind, String project, String title) {
    this.kind = kind;
    this.project = project;
    this.title = shortened(title);
  }

  /** Ends the phase that runs and enters the next. */
  public void enter(String phase, String sentence) {
    long now = Workflow.currentTimeMillis();
    endStep(now);
    steps.add(new Step(phase, now, 0));
    says = shortened(sentence);
    show();
  }

  /**
   * Something worth a line. Whoever asks the flow sees it at once; the memo tells it with the next
   * phase, because each writing of the memo is an event in the history.
   */
  public void found(String line) {
    if (found.size() < MOST_FOUND) {
      found.add(shortened(line));
    } else if (found.size() == MOST_FOUND) {
      found.add("… and more, in the report");
    }
    Workflow.setCurrentDetails(markdown(progress()));
  }

  public void waitFor(Waiting question) {
    waiting = question;
    show();
  }

  public void waitNoMore() {
    waiting = null;
    show();
  }

  public void end(String phase, String sentence) {
    enter(phase, sentence);
    endStep(Workflow.currentTimeMillis());
    show();
  }

  public Waiting waiting() {
    return waiting;
  }

  public Progress progress() {
    String phase = steps.isEmpty() ? "" : steps.get(steps.size() - 1).phase();
    return new Progress(kind, project, title, phase, says, steps, found, waiting);
  }

  private void endStep(long now) {
    if (!steps.isEmpty()) {
      Step last = steps.remove(steps.size() - 1);
      steps.add(last.endedAt() > 0 ? last : new Step(last.phase(), last.startedAt(), now));
    }
  }

  private void show() {
    Progress progress = progress();
    Workflow.upsertMemo(Map.of(MEMO, progress));
    Workflow.upsertTypedSearchAttributes(
        Attributes.STATE.valueSet(waiting == null ? progress.phase() : "waiting"));
    Workflow.setCurrentDetails(markdown(progress));
  }

  private static String markdown(Progress progress) {
    StringBuilder text = new StringBuilder();
    text.append("**").append(progress.phase()).append("** ").append(progress.says()).append('\n');
    progress.found().forEach(line -> text.append("- ").append(line).append('\n'));
    if (progress.waiting() != null) {
      text.append("\nWaiting: ").append(progress.waiting().question()).append('\n');
    }
    return text.toString();
  }

  private static String shortened(String line) {
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE - 1) + "…";
  }
}
