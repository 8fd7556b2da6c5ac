package dev.nightshift.workflows.agent;

import dev.nightshift.workflows.durable.Circles;
import dev.nightshift.workflows.ports.Models.Call;
import dev.nightshift.workflows.ports.Tools.Given;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ends a session of a model that goes in circles, and keeps what it wanted and may not. */
final class Breaker {
  private static final String MISSES = "circles-of-misses";

  /** No tool's name has a blank. */
  private static final String UNREADABLE = "no arguments";

  private static final int TOLD = 20;

  private final Circles circles;
  private final List<String> refused = new ArrayList<>();
  private String missed = "";

  Breaker(Map<String, Integer> seen, int refusals, List<String> refused) {
    this.circles = new Circles(seen, refusals);
    this.refused.addAll(refused);
  }

  void took(Call call, Given given) {
    if (given.refused() && !given.refusal().isEmpty() && refused.size() < TOLD) {
      refused.add(call.tool() + ": " + given.refusal());
    }
    circles.took(call.tool(), call.arguments().shortHash(), answer(given), given.refused());
  }

  /** It came to nothing: there is no such tool, or the step failed. */
  void missed(Call call, String reason) {
    String circle = circles.missed(call.tool(), call.arguments().shortHash(), reason);
    missed = circle.isEmpty() ? missed : circle;
  }

  /** Whether a turn had calls that anybody can read: none, again and again, is a circle too. */
  void readable(boolean some) {
    if (some) {
      circles.forget(UNREADABLE);
    } else if (circles.again(UNREADABLE)) {
      missed =
          "nothing that it called had arguments that can be read, "
              + Circles.SAME
              + " times in a row";
    }
  }

  /** A circle through edits is none: each time the workspace is another one. */
  private static String answer(Given given) {
    String content = given.content() == null ? "" : given.content().shortHash();
    return given.workspace() == null || given.workspace().patch() == null
        ? content
        : content + " " + given.workspace().patch().shortHash();
  }

  /** Why nothing more is to be expected; empty while there is hope. */
  String why() {
    // Sessions of an earlier build went on where nothing came of a call.
    return circles.why().isEmpty()
            && !missed.isEmpty()
            && Workflow.getVersion(MISSES, Workflow.DEFAULT_VERSION, 1) == 1
        ? missed
        : circles.why();
  }

  Map<String, Integer> seen() {
    return circles.seen();
  }

  /** The first things that it wanted and may not: for whoever reads what came of it. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  int refusals() {
    return circles.refusals();
  }
}
