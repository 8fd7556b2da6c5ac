package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.CodeFacts.ProvenEdit;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.edit.Pieces.Piece;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A commit took a package out of the project's list, and nodes that were not changed call it. */
final class DroppedPackage implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> byList = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id())
          && node.code() != null
          && node.is(Trouble.Kind.COMPILATION)
          && !node.type().equals("seed")
          && node.code().proven().decided()) {
        byList.computeIfAbsent(node.code().proven().file(), file -> new ArrayList<>()).add(node);
      }
    }
    return byList.values().stream().map(DroppedPackage::cause).toList();
  }

  private static Cause cause(List<FailedNode> nodes) {
    List<ProvenEdit> edits = nodes.stream().map(node -> node.code().proven()).distinct().toList();
    ProvenEdit first = edits.get(0);
    List<Piece> pieces = edits.stream().flatMap(it -> it.pieces().stream()).distinct().toList();
    ProvenEdit all = new ProvenEdit(first.file(), first.commit(), pieces, first.says());
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(nodes));
    pieces.forEach(
        piece ->
            evidence.add(
                Evidence.of(
                    String.join("\n", piece.before()).strip(),
                    first.file() + " as it was before")));
    return new Cause(
        "package_dropped",
        Verdict.CODE,
        first.file(),
        nodes.stream().map(FailedNode::id).sorted().toList(),
        Say.list(nodes.stream().map(FailedNode::name).toList())
            + (nodes.size() == 1 ? " calls" : " call")
            + " a package that "
            + first.file()
            + " does not list any more since "
            + Say.commit(first.commit(), "")
            + ": "
            + Errors.firstLine(nodes.get(0).message()),
        evidence,
        all.details(),
        null);
  }
}
