package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.Facts.CodeLook;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.diagnosis.Trouble.Kind;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the code says cannot be right whatever the data is: syntax, Jinja, a name never there. */
final class CodeError implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> bySubject = new LinkedHashMap<>();
    for (FailedNode node : facts.failed()) {
      if (open.contains(node.id()) && node.code() != null && ours(node)) {
        bySubject.computeIfAbsent(subject(node), key -> new ArrayList<>()).add(node);
      }
    }
    return bySubject.entrySet().stream()
        .map(entry -> cause(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** A column that is not there is ours when a name close to it is, or nobody ever had it. */
  private static boolean ours(FailedNode node) {
    return switch (node.trouble().kind()) {
      case SYNTAX, COMPILATION -> true;
      case MISSING_COLUMN ->
          node.missingColumn() == null
              || node.missingColumn().suspects().stream().noneMatch(Facts.Suspect::expected);
      case MISSING_RELATION -> node.code().missingSource().isEmpty();
      default -> false;
    };
  }

  private static String subject(FailedNode node) {
    return node.trouble().name().isEmpty() || node.is(Kind.SYNTAX)
        ? node.id()
        : node.id() + "." + node.trouble().name();
  }

  private static Cause cause(String subject, List<FailedNode> nodes) {
    FailedNode node = nodes.get(0);
    CodeLook code = node.code();
    String where = code.line() > 0 ? code.file() + ", line " + code.line() : code.file();
    List<Evidence> evidence = new ArrayList<>();
    evidence.add(Evidence.of(node.message(), node.id()));
    if (!code.text().isEmpty()) {
      evidence.add(Evidence.of(code.text(), where));
    }
    return new Cause(
        "code_error",
        Verdict.CODE,
        subject,
        nodes.stream().map(FailedNode::id).sorted().toList(),
        what(node) + " (" + where + ").",
        evidence,
        Map.of(
            "file", code.file(),
            "line", String.valueOf(code.line()),
            "name", node.trouble().name(),
            "near", String.join(",", code.near())),
        null);
  }

  private static String what(FailedNode node) {
    String name = node.trouble().name();
    return switch (node.trouble().kind()) {
      case SYNTAX -> Say.name(node.id()) + " is not SQL that the warehouse can parse";
      case MISSING_COLUMN ->
          node.name()
              + " reads a column "
              + name
              + " that nothing above it has or had"
              + (node.code().near().isEmpty()
                  ? ""
                  : "; " + Say.list(node.code().near()) + " is close to it");
      case MISSING_RELATION ->
          node.name() + " reads " + name + ", which is neither a source nor built";
      default ->
          name.isEmpty()
              ? node.name() + " could not be compiled"
              : node.name() + " names " + name + ", which is not in the project";
    };
  }
}
