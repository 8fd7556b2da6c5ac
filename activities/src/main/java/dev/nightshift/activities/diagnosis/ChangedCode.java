package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.ChangeFacts.ChangeLook;
import dev.nightshift.activities.diagnosis.ChangeFacts.Ends;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.edit.Pieces;
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
import java.util.stream.Collectors;

/**
 * Something changed in the project that bears on what fails, and no question to the data can tell
 * what it does: a test's own definition, a contract, a macro, a setting. Nothing in the data
 * explains the failure, or a rule before would have it.
 */
final class ChangedCode implements Rule {
  private static final Set<Trouble.Kind> OURS =
      Set.of(
          Trouble.Kind.TEST_FAILED,
          Trouble.Kind.CONTRACT,
          Trouble.Kind.CONSTRAINT,
          Trouble.Kind.TYPE_MISMATCH,
          Trouble.Kind.DIVISION,
          Trouble.Kind.CONVERSION,
          Trouble.Kind.MISSING_RELATION,
          Trouble.Kind.TIMEOUT,
          Trouble.Kind.OUT_OF_RESOURCES,
          Trouble.Kind.OTHER);

  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> byFile = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id())
          && (isHook(node) || isWrittenElsewhere(node) || OURS.contains(node.trouble().kind()))) {
        suspect(node)
            .ifPresent(
                change ->
                    byFile.computeIfAbsent(change.file(), file -> new ArrayList<>()).add(node));
      }
    }
    return byFile.values().stream().map(ChangedCode::cause).toList();
  }

  /** A text without a slip, which was not touched, is no SQL: by what a macro makes of it. */
  private static boolean isWrittenElsewhere(FailedNode node) {
    List<ChangeLook> possible = possible(node);
    return node.is(Trouble.Kind.SYNTAX)
        && (node.code() == null || node.code().slip().isEmpty())
        && !possible.isEmpty()
        && possible.stream().allMatch(change -> change.node().startsWith("macro."));
  }

  private static List<ChangeLook> possible(FailedNode node) {
    return node.changes().stream().filter(change -> change.without() == Ends.UNKNOWN).toList();
  }

  /** What a hook does is no query of a model: nothing else could be asked about it. */
  private static boolean isHook(FailedNode node) {
    return node.type().equals("operation");
  }

  /**
   * What it is defined by, before what it reads; whatever was found to make no difference is not.
   */
  private static Optional<ChangeLook> suspect(FailedNode node) {
    List<ChangeLook> possible = possible(node);
    return possible.stream()
        .filter(change -> change.node().equals(node.id()))
        .findFirst()
        .or(() -> possible.stream().filter(ChangeLook::moves).findFirst())
        .or(() -> possible.stream().findFirst());
  }

  static Cause cause(List<FailedNode> nodes) {
    ChangeLook change = suspect(nodes.get(0)).orElseThrow();
    Map<String, String> details = new TreeMap<>();
    details.put("file", change.file());
    details.put("commit", change.commit());
    boolean alone = nodes.stream().allMatch(node -> possible(node).size() == 1);
    boolean dataTest = nodes.stream().anyMatch(node -> node.test() != null);
    boolean redefined = nodes.stream().anyMatch(node -> change.node().equals(node.id()));
    if (dataTest && redefined) {
      details.put("undecided", "what a test is to ask is for a person to say");
    } else if (dataTest && change.moves()) {
      details.put("undecided", "where the source is to be read is for a person to say");
    } else if (alone && change.pieces().size() == 1 && change.pieces().get(0).doubt().isEmpty()) {
      details.put("pieces", Pieces.written(List.of(change.pieces().get(0).piece())));
    } else {
      details.put("undecided", "which part of the change is to go, or what it was to do");
    }
    if (!change.callers().isEmpty()) {
      details.put(
          "callers",
          nodes.stream()
              .flatMap(node -> node.changes().stream())
              .flatMap(look -> look.callers().stream())
              .filter(caller -> !caller.isEmpty())
              .distinct()
              .collect(Collectors.joining("\n")));
    }
    if (Besides.isBrought(change)) {
      return brought(change, nodes);
    }
    List<Evidence> evidence = evidence(change, nodes);
    return new Cause(
        "changed_code",
        Verdict.CODE,
        change.node(),
        nodes.stream().map(FailedNode::id).sorted().toList(),
        change.file()
            + " was changed by commit "
            + change.commit()
            + (change.subject().isEmpty() ? "" : " (" + change.subject() + ")")
            + " since "
            + (nodes.size() == 1 ? Say.name(nodes.get(0).id()) : Say.count(nodes.size(), "node"))
            + " passed, and decides how it ends; nothing in the data explains it.",
        evidence,
        details,
        null);
  }

  private static List<Evidence> evidence(ChangeLook change, List<FailedNode> nodes) {
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(nodes));
    if (!change.commit().isEmpty()) {
      evidence.add(
          Evidence.of(
              change.file() + " came with " + Say.commit(change.commit(), change.subject()),
              change.commit()));
    }
    return evidence;
  }

  /** What a package brings cannot be compared from here with what it brought before. */
  private static Cause brought(ChangeLook change, List<FailedNode> nodes) {
    return new Cause(
        "changed_package",
        Verdict.UNCLEAR,
        change.file(),
        nodes.stream().map(FailedNode::id).sorted().toList(),
        Say.list(nodes.stream().map(node -> Say.name(node.id())).toList())
            + (nodes.size() == 1 ? " is" : " are")
            + " made with what packages bring, and "
            + change.file()
            + " has changed since "
            + (nodes.size() == 1 ? "it" : "they")
            + " passed"
            + (change.subject().isEmpty() ? "" : " (" + change.subject() + ")")
            + ". Does the package do something else now, or are these rows that had not been there?",
        evidence(change, nodes),
        null,
        null);
  }
}
