package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.CodeFacts.CodeLook;
import dev.nightshift.activities.diagnosis.CodeFacts.WrongName;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the code says cannot be right whatever the data is: syntax, Jinja, a name never there. */
final class CodeError implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    return facts.failed().stream()
        .filter(node -> open.contains(node.id()) && node.code() != null && ours(node))
        .map(CodeError::cause)
        .toList();
  }

  /** A column that is not there is ours when a name close to it is, or nobody ever had it. */
  private static boolean ours(FailedNode node) {
    return switch (node.trouble().kind()) {
      case SYNTAX, COMPILATION, CONTRACT, AMBIGUOUS -> true;
      case MISSING_COLUMN ->
          node.missingColumn() == null
              || node.missingColumn().suspects().stream().noneMatch(Facts.Suspect::expected);
      case MISSING_RELATION -> node.code().missingSource().isEmpty();
      default -> false;
    };
  }

  private static String kind(FailedNode node) {
    return switch (node.trouble().kind()) {
      case SYNTAX -> "syntax_error";
      case COMPILATION -> "compilation_error";
      case CONTRACT -> "contract_broken";
      case AMBIGUOUS -> "ambiguous_column";
      default -> "broken_reference";
    };
  }

  private static Cause cause(FailedNode node) {
    CodeLook code = node.code();
    String where = code.line() > 0 ? code.file() + ", line " + code.line() : code.file();
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(List.of(node)));
    if (!code.text().isEmpty()) {
      evidence.add(Evidence.of(code.text(), where));
    }
    return new Cause(
        kind(node),
        Verdict.CODE,
        node.id(),
        List.of(node.id()),
        what(node) + " (" + where + ")." + meant(code.wrong()),
        evidence,
        details(node),
        null);
  }

  private static Map<String, String> details(FailedNode node) {
    CodeLook code = node.code();
    Map<String, String> details = new TreeMap<>();
    details.put("file", code.file());
    details.put("line", String.valueOf(code.line()));
    details.put("name", node.trouble().name());
    details.put(
        "near",
        code.misspelt().meant().isEmpty()
            ? String.join(",", code.near())
            : code.misspelt().meant());
    details.put("stop", code.stop());
    details.put("scope", code.misspelt().scope());
    details.put("places", code.misspelt().places());
    details.put("doubt", code.misspelt().doubt());
    whose(code.whose(), details);
    details.putAll(details(code.wrong()));
    details.values().removeIf(String::isEmpty);
    // Where its text leaves no one reading, what stood there before may.
    BrokenByChange.undoing(node).forEach(details::putIfAbsent);
    return details;
  }

  private static void whose(WhoseColumn whose, Map<String, String> details) {
    if (!whose.equals(WhoseColumn.UNASKED)) {
      details.put("places", whose.places());
      details.put("why", whose.why());
      details.put("doubt", whose.doubt());
    }
  }

  /** What a fixer needs of a name that dbt looked for in vain. */
  static Map<String, String> details(WrongName wrong) {
    return wrong.decided()
        ? Map.of(
            "role", wrong.role(),
            "name", wrong.name(),
            "meant", wrong.meant(),
            "why", wrong.why(),
            "named_in", String.join("\n", wrong.files()),
            "defined_in", wrong.definedIn())
        : Map.of();
  }

  /** The sentence that says which name was meant; empty where that is not known. */
  static String meant(WrongName wrong) {
    return wrong.decided()
        ? " By " + wrong.name() + ", " + wrong.meant() + " was meant: " + wrong.why() + "."
        : "";
  }

  private static String what(FailedNode node) {
    String name = node.trouble().name();
    return switch (node.trouble().kind()) {
      case SYNTAX -> syntax(node);
      case MISSING_COLUMN -> misspelt(node);
      case MISSING_RELATION ->
          node.name() + " reads " + name + ", which is neither a source nor built";
      case AMBIGUOUS ->
          node.name()
              + " reads "
              + name
              + " without saying whose, and several relations there have it";
      case CONTRACT -> node.name() + " does not give the columns that its contract promises";
      default ->
          name.isEmpty()
              ? node.name() + " could not be compiled: " + Errors.firstLine(node.message())
              : node.name() + " names " + name + ", which is not in the project";
    };
  }

  /** {@code stops at "as", where the bracket that sum opens in line 20 is not closed}. */
  private static String syntax(FailedNode node) {
    CodeLook code = node.code();
    String says = Say.name(node.id()) + " is not SQL that the warehouse can parse";
    if (!code.stop().isEmpty()) {
      says += ": its parser stops at \"" + code.stop() + "\"";
    }
    return code.slip().isEmpty() ? says : says + "; " + code.slip();
  }

  private static String misspelt(FailedNode node) {
    CodeLook code = node.code();
    String name = node.trouble().name();
    String scope = code.misspelt().scope();
    if (!code.misspelt().meant().isEmpty()) {
      return node.name()
          + " reads "
          + name
          + ", which "
          + scope
          + " does not have, nor anything above it has or had; "
          + scope
          + " has "
          + code.misspelt().meant();
    }
    String near =
        code.near().isEmpty()
            ? ""
            : "; "
                + Say.list(code.near())
                + (code.near().size() == 1 ? " is" : " are")
                + " close to it";
    return node.name() + " reads a column " + name + " that nothing above it has or had" + near;
  }
}
