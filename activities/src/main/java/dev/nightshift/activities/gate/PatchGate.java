package dev.nightshift.activities.gate;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.bulkhead.Bulkhead;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.workflows.ports.Gate;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges a patch by its text, and once it was run by the manifests and results of both runs. It
 * needs the examination, the blobs and the checkouts, and nothing that a worker remembers: whoever
 * publishes asks it again.
 */
public final class PatchGate implements Gate {
  private static final Logger log = LoggerFactory.getLogger(PatchGate.class);

  private final Exhibits exhibits;

  public PatchGate(Checkouts checkouts, Blobs blobs) {
    this.exhibits = new Exhibits(checkouts, blobs);
  }

  @Override
  public Ruling examine(Examination examination) {
    Ruling ruling = judge(exhibits.of(examination), Rules.ALL);
    log.info(
        "the gate {} a patch{}",
        ruling.accepted() ? "accepts" : "refuses",
        examination.wasRun() ? " that was run" : " by its text");
    return ruling;
  }

  /** A rule that broke has agreed to nothing. */
  static Ruling judge(Exhibit exhibit, List<Rule> rules) {
    Bulkhead bulkhead = new Bulkhead();
    List<Refusal> refusals = new ArrayList<>();
    List<String> checked = new ArrayList<>();
    for (Rule rule : rules) {
      refusals.addAll(bulkhead.of(rule.name(), () -> rule.judge(exhibit), List.of()));
      checked.add(rule.name());
    }
    Map<String, String> moved = bulkhead.of("moved_tests", () -> moved(exhibit), Map.of());
    String ask =
        Stream.of(
                bulkhead.of("narrowed_by_page", () -> Narrowed.ask(exhibit), ""),
                bulkhead.of("lifted_guard", () -> LiftedGuard.ask(exhibit), ""))
            .filter(why -> !why.isEmpty())
            .collect(Collectors.joining("; "));
    bulkhead.broken().forEach(name -> refusals.add(broke(name)));
    return new Ruling(refusals, checked, moved, ask.isEmpty() ? answered(exhibit) : ask);
  }

  /** An answer is signed by nobody: where a decision has to be, it does not stand for one. */
  private static String answered(Exhibit exhibit) {
    return !exhibit.policy().unsignedDecisions()
            && exhibit.codeCauses().stream().anyMatch(Cause::wasAnswered)
        ? "an answer led to it, which is no signed decision"
        : "";
  }

  private static Refusal broke(String name) {
    return new Refusal(
        name, "", "it broke at this patch and could not judge it; the worker's log says where");
  }

  private static Map<String, String> moved(Exhibit exhibit) {
    Map<String, String> moved = new TreeMap<>();
    exhibit
        .run()
        .map(runs -> new Moves(exhibit, runs))
        .ifPresent(
            moves ->
                exhibit.codeCauses().stream()
                    .flatMap(cause -> cause.nodes().stream())
                    .forEach(
                        node ->
                            moves
                                .now(node)
                                .filter(now -> !now.equals(node))
                                .ifPresent(now -> moved.put(node, now))));
    return moved;
  }
}
