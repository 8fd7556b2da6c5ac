package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The column that says when a row came is not there, so that dbt cannot ask how old a source is.
 * The field is often said once for all tables of a source: that is one cause.
 */
final class UnaskableSource implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> byField = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id())
          && node.type().equals("source")
          && node.is(Trouble.Kind.MISSING_COLUMN)
          && node.code() != null) {
        byField.computeIfAbsent(subject(node), field -> new ArrayList<>()).add(node);
      }
    }
    return byField.entrySet().stream()
        .map(entry -> cause(entry.getKey(), entry.getValue()))
        .toList();
  }

  private static String subject(FailedNode node) {
    return node.id().substring(0, Math.max(0, node.id().lastIndexOf('.')))
        + "."
        + node.trouble().name();
  }

  private static Cause cause(String subject, List<FailedNode> nodes) {
    FailedNode first = nodes.get(0);
    List<String> near = new ArrayList<>(first.code().near());
    nodes.forEach(node -> near.retainAll(node.code().near()));
    boolean misspelt = near.size() == 1;
    String field = first.trouble().name();
    String because =
        "loaded_at_field of "
            + Say.list(nodes.stream().map(node -> Say.name(node.id())).sorted().toList())
            + " names "
            + field
            + ", which "
            + (nodes.size() == 1 ? "its relation does not have" : "none of their relations has")
            + ", so dbt could not ask how old the rows are";
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(nodes));
    evidence.add(Evidence.of(first.code().text(), first.code().file()));
    return new Cause(
        "unaskable_source",
        misspelt ? Verdict.CODE : Verdict.UNCLEAR,
        subject,
        nodes.stream().map(FailedNode::id).sorted().toList(),
        because
            + (misspelt
                ? "; " + near.get(0) + ", which is there, is close to it."
                : ". Which column says when a row came?"),
        evidence,
        Map.of("file", first.code().file(), "name", field, "near", String.join(",", near)),
        null);
  }
}
