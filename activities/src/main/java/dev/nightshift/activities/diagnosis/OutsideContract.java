package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.ChangeFacts.ChangeLook;
import dev.nightshift.activities.diagnosis.ChangeFacts.PieceLook;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A change brought columns that the model's contract does not name, and that is all that dbt finds.
 * They were meant, and a contract may grow: whoever reads by name notices nothing.
 */
final class OutsideContract implements Rule {
  static final String KIND = "outside_contract";

  private static final String NOT_NAMED = "missing in contract";

  /** dbt's table: the column, its type in the model, its type in the contract, what differs. */
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\s*\\|\\s*(\\w+)\\s*\\|\\s*(.*?)\\s*\\|.*?\\|\\s*(.+?)\\s*\\|");

  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    List<Cause> causes = new ArrayList<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id()) && node.is(Trouble.Kind.CONTRACT)) {
        Map<String, String> columns = notNamed(node.message());
        broughtBy(node, columns.keySet())
            .ifPresent(change -> causes.add(cause(node, columns, change)));
      }
    }
    return causes;
  }

  /** Each with its type; empty where anything else differs too. */
  private static Map<String, String> notNamed(String message) {
    Map<String, String> columns = new LinkedHashMap<>();
    Matcher row = ROW.matcher(message);
    while (row.find()) {
      boolean head = row.group(1).equals("column_name");
      if (!head && !row.group(3).equals(NOT_NAMED)) {
        return Map.of();
      }
      if (!head) {
        columns.put(row.group(1), row.group(2));
      }
    }
    return columns;
  }

  /** Its own text brought them, and what its properties promise is as it was. */
  private static Optional<ChangeLook> broughtBy(FailedNode node, Set<String> columns) {
    List<ChangeLook> own =
        node.changes().stream().filter(change -> change.node().equals(node.id())).toList();
    return columns.isEmpty() || own.size() != 1
        ? Optional.empty()
        : own.stream()
            .filter(change -> change.file().equals(node.path()))
            .filter(change -> columns.stream().allMatch(column -> brings(change.pieces(), column)))
            .findFirst();
  }

  private static boolean brings(List<PieceLook> pieces, String column) {
    return pieces.stream()
        .anyMatch(
            look -> names(look.piece().after(), column) && !names(look.piece().before(), column));
  }

  private static boolean names(List<String> lines, String column) {
    return lines.stream().anyMatch(line -> line.matches("(?i).*\\b" + column + "\\b.*"));
  }

  private static Cause cause(FailedNode node, Map<String, String> columns, ChangeLook change) {
    Map<String, String> details = new TreeMap<>();
    details.put("model", node.name());
    details.put("commit", change.commit());
    details.put(
        "columns",
        columns.entrySet().stream()
            .map(column -> column.getKey() + " " + column.getValue())
            .collect(Collectors.joining("\n")));
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(List.of(node)));
    evidence.add(
        Evidence.of(
            change.file() + " came with " + Say.commit(change.commit(), change.subject()),
            change.commit()));
    return new Cause(
        KIND,
        Verdict.CODE,
        node.id(),
        List.of(node.id()),
        node.name()
            + " gives "
            + Say.list(
                columns.entrySet().stream()
                    .map(column -> column.getKey() + " (" + column.getValue() + ")")
                    .toList())
            + " since commit "
            + change.commit()
            + (change.subject().isEmpty() ? "" : " (" + change.subject() + ")")
            + ", and its contract does not name "
            + (columns.size() == 1 ? "it" : "them")
            + "; all that the contract does name is as it was promised.",
        evidence,
        details,
        null);
  }
}
