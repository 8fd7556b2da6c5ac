package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.ChangeFacts.ChangeLook;
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
 * A commit left a key twice in the properties of what fails. dbt reads the last one without a word,
 * so that what the other says is no property any more.
 */
final class SaidTwice implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> byFile = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id())) {
        doubling(node)
            .ifPresent(
                change ->
                    byFile.computeIfAbsent(change.file(), file -> new ArrayList<>()).add(node));
      }
    }
    return byFile.values().stream().map(SaidTwice::cause).toList();
  }

  private static Optional<ChangeLook> doubling(FailedNode node) {
    return node.changes().stream().filter(change -> !change.doubled().isEmpty()).findFirst();
  }

  private static Cause cause(List<FailedNode> nodes) {
    ChangeLook change = doubling(nodes.get(0)).orElseThrow();
    Map<String, String> details = new TreeMap<>();
    details.put("file", change.file());
    details.put("commit", change.commit());
    if (change.proven().decided()) {
      details.putAll(change.proven().details());
    } else {
      details.put("undecided", "what both are to say together is for a person to say");
    }
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(nodes));
    evidence.add(
        Evidence.of(
            change.file() + " came with " + Say.commit(change.commit(), change.subject()),
            change.commit()));
    return new Cause(
        "said_twice",
        Verdict.CODE,
        change.file(),
        nodes.stream().map(FailedNode::id).sorted().toList(),
        change.file()
            + " has the key "
            + change.doubled()
            + " twice in one place since "
            + Say.commit(change.commit(), change.subject())
            + ": dbt reads the last one alone, and what the other says of "
            + Say.list(nodes.stream().map(FailedNode::name).toList())
            + " is lost.",
        evidence,
        details,
        null);
  }
}
