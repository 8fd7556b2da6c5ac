package dev.nightshift.activities.gate;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.workflows.ports.Gate;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    Ruling ruling = judge(exhibits.of(examination));
    log.info(
        "the gate {} a patch{}",
        ruling.accepted() ? "accepts" : "refuses",
        examination.wasRun() ? " that was run" : " by its text");
    return ruling;
  }

  static Ruling judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    List<String> checked = new ArrayList<>();
    for (Rule rule : Rules.ALL) {
      refusals.addAll(rule.judge(exhibit));
      checked.add(rule.name());
    }
    return new Ruling(refusals, checked, moved(exhibit), Narrowed.ask(exhibit));
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
