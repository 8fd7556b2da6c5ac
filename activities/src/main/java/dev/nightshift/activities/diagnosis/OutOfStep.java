package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.Behind;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An incremental model's text has a column more than its table, which dbt leaves as it is: whoever
 * reads the new one finds none.
 */
final class OutOfStep implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> byModel = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id())
          && node.missingColumn() != null
          && node.missingColumn().behind() != null) {
        byModel
            .computeIfAbsent(node.missingColumn().behind().model(), model -> new ArrayList<>())
            .add(node);
      }
    }
    return byModel.values().stream().map(OutOfStep::cause).toList();
  }

  private static Cause cause(List<FailedNode> nodes) {
    Behind behind = nodes.get(0).missingColumn().behind();
    String columns =
        nodes.stream()
            .map(node -> node.missingColumn().column())
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .collect(Collectors.joining(", "));
    boolean unset = behind.setting().isEmpty() || behind.setting().equals("ignore");
    Map<String, String> details = new TreeMap<>();
    details.put("model", behind.model());
    details.put("columns", columns);
    String undecided = undecided(behind, unset);
    if (undecided.isEmpty()) {
      details.put("file", behind.file());
      details.put("setting", "on_schema_change");
      details.put("value", "'append_new_columns'");
      details.put("says", takesUp(behind));
      if (!unset) {
        details.put("instead_of", behind.setting());
      }
    } else {
      details.put("undecided", undecided);
    }
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(nodes));
    evidence.add(Evidence.of(says(behind, columns), behind.relation()));
    return new Cause(
        "out_of_step",
        Verdict.CODE,
        behind.model(),
        nodes.stream().map(FailedNode::id).sorted().toList(),
        says(behind, columns)
            + ": "
            + Say.name(behind.model())
            + " is incremental and has "
            + (unset ? "no on_schema_change" : "on_schema_change " + behind.setting())
            + ", so that dbt leaves the columns of its table as they are"
            + (behind.commit().isEmpty()
                ? "."
                : ", and stopped where commit " + behind.commit() + " adds to them.")
            + (details.containsKey("instead_of")
                ? " That is a guard that somebody chose: to take the new ones up lifts it."
                : ""),
        evidence,
        details,
        null);
  }

  /** Where dbt stops by the team's choice, only what a commit meant to add is let in. */
  private static String undecided(Behind behind, boolean unset) {
    if (!behind.left().isEmpty()) {
      return "its table still has "
          + Say.list(behind.left())
          + ", which its text gives no longer: one may have become the other";
    }
    if (!behind.retyped().isEmpty()) {
      return "columns of its table would change their type";
    }
    return unset || (behind.setting().equals("fail") && !behind.commit().isEmpty())
        ? ""
        : "its on_schema_change is " + behind.setting() + ", which somebody chose";
  }

  private static String takesUp(Behind behind) {
    String name = Say.name(behind.model());
    String rows =
        "its table takes up new columns and drops none. Rows that are there already get no value of"
            + " a new one by that: whoever needs it builds "
            + name
            + " once with --full-refresh";
    return behind.setting().equals("fail")
        ? "it lifts a guard: somebody chose on_schema_change fail, by which "
            + name
            + " stops where its columns change, and it would take up each new one without a word."
            + " Whoever wants it to go on stopping leaves it so, and builds "
            + name
            + " once with --full-refresh. With it "
            + rows
        : rows;
  }

  private static String says(Behind behind, String columns) {
    return behind.relation()
        + " was built without "
        + columns
        + ", which the text of its model has now";
  }
}
