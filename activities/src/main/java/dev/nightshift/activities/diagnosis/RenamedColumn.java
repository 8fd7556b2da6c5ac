package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.ChangeFacts.ChangeLook;
import dev.nightshift.activities.diagnosis.CodeFacts.Renaming;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A model gives a column by another name since a commit that counts on the new one, and what fails
 * still reads the old one. Where nothing else of the commit counts on it, the name can be put back
 * ({@link BrokenByChange}).
 */
final class RenamedColumn implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<Renaming, List<FailedNode>> readers = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id())
          && node.missingColumn() != null
          && change(node).isPresent()
          && !BrokenByChange.isUndoable(node)) {
        readers
            .computeIfAbsent(node.missingColumn().renaming(), renaming -> new ArrayList<>())
            .add(node);
      }
    }
    return readers.entrySet().stream()
        .map(each -> cause(facts, each.getKey(), each.getValue()))
        .toList();
  }

  /** Without the change of the model's file the node passes. */
  private static Optional<ChangeLook> change(FailedNode node) {
    return node.changes().stream()
        .filter(ChangeLook::explains)
        .filter(change -> change.node().equals(node.missingColumn().renaming().node()))
        .findFirst();
  }

  private static Cause cause(Facts facts, Renaming renaming, List<FailedNode> nodes) {
    ChangeLook change = change(nodes.get(0)).orElseThrow();
    String commit = Say.commit(change.commit(), change.subject());
    List<Evidence> evidence = new ArrayList<>();
    for (FailedNode node : nodes) {
      evidence.add(
          Evidence.asked(
              Say.name(node.id())
                  + " fails as "
                  + change.file()
                  + " is, and would pass as it was before "
                  + commit,
              change(node).orElseThrow().query(),
              Witness.PRODUCTION));
    }
    evidence.addAll(Errors.evidence(nodes));
    Map<String, String> details = new TreeMap<>();
    details.put("model", renaming.model());
    details.put("relation", renaming.relation());
    details.put("from", renaming.from());
    details.put("to", renaming.to());
    details.put("file", renaming.file());
    details.put("commit", change.commit());
    details.put("adapter", facts.adapter());
    return new Cause(
        "renamed_column",
        Verdict.CODE,
        renaming.node(),
        nodes.stream().map(FailedNode::id).sorted().toList(),
        renaming.model()
            + " gives as "
            + renaming.to()
            + " what it gave as "
            + renaming.from()
            + " before "
            + commit
            + ", and is otherwise the same there; "
            + Say.list(nodes.stream().map(node -> Say.name(node.id())).toList())
            + (nodes.size() == 1 ? " still reads " : " still read ")
            + renaming.from()
            + ".",
        evidence,
        details,
        null);
  }
}
