package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.durable.Trail;
import dev.nightshift.workflows.ports.Claims;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.ToldBefore;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A cause that nothing of ours mends comes back each night: what its report tells is told as what
 * it is, a story that goes on, with where it began.
 */
final class Retelling {
  /** Flows of an earlier build told all as new. */
  private static final String TOLD_BEFORE = "told-before";

  private final String project;
  private final Claims claims;
  private final Trail trail;
  private final String workflow = Workflow.getInfo().getWorkflowId();
  private final LocalDate night =
      CauseClaims.day(Workflow.getInfo().getRunStartedTimestampMillis());
  private final Map<String, Optional<ToldNote>> kept = new HashMap<>();
  private final Set<String> remembered = new HashSet<>();

  Retelling(String project, Claims claims, Trail trail) {
    this.project = project;
    this.claims = claims;
    this.trail = trail;
  }

  /** The attempt, whose causes say where they were told of first. */
  Attempt marked(Attempt attempt) {
    List<Cause> told = told(attempt);
    if (told.isEmpty() || !isKept()) {
      return attempt;
    }
    recall(told.stream().map(Retelling::key).filter(key -> !kept.containsKey(key)).toList());
    return attempt.with(
        attempt
            .findings()
            .with(
                attempt.findings().causes().stream()
                    .map(cause -> told.contains(cause) ? marked(cause) : cause)
                    .toList()));
  }

  private Cause marked(Cause cause) {
    return kept.get(key(cause))
        .flatMap(note -> note.before(workflow, night))
        .map(before -> cause.withDetails(before.toDetails()))
        .orElse(cause);
  }

  private void recall(List<String> keys) {
    if (keys.isEmpty()) {
      return;
    }
    Map<String, String> words = claims.recallEach(project, keys);
    keys.forEach(key -> kept.put(key, ToldNote.read(words.getOrDefault(key, ""))));
  }

  /** For the next nights; where it cannot be kept, they tell it as new, and nothing is lost. */
  void remember(Attempt attempt) {
    List<Cause> told = told(attempt);
    if (told.isEmpty() || !isKept()) {
      return;
    }
    Map<String, String> words = new TreeMap<>();
    for (Cause cause : told) {
      Optional<ToldNote> before = kept.getOrDefault(key(cause), Optional.empty());
      String note = ToldNote.after(before, workflow, night, cause.verdict()).words();
      if (remembered.add(key(cause) + note)) {
        words.put(key(cause), note);
      }
    }
    if (words.isEmpty()) {
      return;
    }
    try {
      claims.rememberEach(project, words);
    } catch (ActivityFailure forgotten) {
      if (CancellationScope.current().isCancelRequested()) {
        throw forgotten;
      }
      trail.found("The next night is not told of this one: " + ErrorKind.messageOf(forgotten));
    }
  }

  /** What somebody has to do something about, and no fix of ours does. */
  private static List<Cause> told(Attempt attempt) {
    return attempt == null
        ? List.of()
        : attempt.findings().causes().stream()
            .filter(cause -> isLeft(cause, attempt.publishable()))
            .toList();
  }

  private static boolean isLeft(Cause cause, boolean fixed) {
    return switch (cause.verdict()) {
      case SOURCE, UNCLEAR -> true;
      case CODE -> !fixed || !cause.mended();
      case KNOWN, TRANSIENT -> false;
    };
  }

  private static boolean isKept() {
    return Workflow.getVersion(TOLD_BEFORE, Workflow.DEFAULT_VERSION, 1) == 1;
  }

  /** {@code , 1 of them told before}, as a headline counts them; empty where all is new. */
  static String counted(List<Cause> causes) {
    long old = causes.stream().filter(cause -> ToldBefore.of(cause).isPresent()).count();
    return old == 0
        ? ""
        : old == causes.size() ? ", told before" : ", " + old + " of them told before";
  }

  private static String key(Cause cause) {
    return Ids.told(cause.signature());
  }
}
