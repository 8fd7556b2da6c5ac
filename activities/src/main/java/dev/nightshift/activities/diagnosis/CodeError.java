package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.CodeFacts.CodeLook;
import dev.nightshift.activities.diagnosis.CodeFacts.WrongName;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.activities.words.Exchange;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the code says cannot be right whatever the data is: syntax, Jinja, a name never there. */
final class CodeError implements Rule {
  /** So many places show how a name is used. */
  private static final int MOST_TEXTS = 5;

  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    Map<String, List<FailedNode>> byName = new LinkedHashMap<>();
    facts.failed().stream()
        .filter(node -> open.contains(node.id()) && node.code() != null && ours(node))
        .forEach(node -> byName.computeIfAbsent(asked(node), key -> new ArrayList<>()).add(node));
    return byName.values().stream().flatMap(CodeError::causes).toList();
  }

  /** Whoever asks for one wrong name has one cause: it is put right in all files at once. */
  private static String asked(FailedNode node) {
    WrongName wrong = node.code().wrong();
    return switch (wrong.files().size()) {
      case 0 -> node.id();
      // It may be an argument's, which is another thing in another file.
      case 1 -> wrong.role() + " " + wrong.name() + " " + wrong.files().get(0);
      default -> wrong.role() + " " + wrong.name();
    };
  }

  /** Where nobody knows what was meant, each of them may have something of its own to undo. */
  private static Stream<Cause> causes(List<FailedNode> asking) {
    WrongName wrong = agreed(asking);
    List<List<FailedNode>> apart = new ArrayList<>();
    List<FailedNode> together = new ArrayList<>(asking);
    if (!wrong.decided()) {
      asking.stream()
          .filter(node -> !BrokenByChange.undoing(node).isEmpty())
          .forEach(node -> apart.add(List.of(node)));
      apart.forEach(together::removeAll);
    }
    if (!together.isEmpty()) {
      apart.add(together);
    }
    return apart.stream().map(nodes -> cause(nodes, wrong));
  }

  /** The name that was meant, where all that can tell say the same. */
  private static WrongName agreed(List<FailedNode> asking) {
    List<WrongName> all = asking.stream().map(node -> node.code().wrong()).toList();
    List<WrongName> decided = all.stream().filter(WrongName::decided).toList();
    boolean agree = decided.stream().map(WrongName::meant).distinct().count() == 1;
    WrongName one = agree ? decided.get(0) : all.get(0);
    return new WrongName(
        one.role(),
        one.name(),
        agree ? one.meant() : "",
        one.why(),
        all.stream().flatMap(wrong -> wrong.files().stream()).distinct().toList(),
        one.definedIn(),
        one.versions(),
        agree ? one.also() : null,
        agree ? one.query() : null);
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

  private static Cause cause(List<FailedNode> nodes, WrongName wrong) {
    FailedNode first = nodes.get(0);
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(nodes));
    nodes.stream()
        .map(FailedNode::code)
        .filter(code -> !code.text().isEmpty())
        .limit(MOST_TEXTS)
        .forEach(code -> evidence.add(Evidence.of(code.text(), where(code))));
    return new Cause(
        kind(first),
        Verdict.CODE,
        subject(nodes, wrong),
        nodes.stream().map(FailedNode::id).toList(),
        what(nodes) + " (" + where(nodes) + ")." + meant(wrong),
        evidence,
        details(nodes, wrong),
        null);
  }

  /** Which of several nodes fail may be another matter tomorrow: the name stays. */
  private static String subject(List<FailedNode> nodes, WrongName wrong) {
    return nodes.size() > 1 && wrong.files().size() > 1
        ? wrong.role().toLowerCase(Locale.ROOT).replace('_', ' ') + " " + wrong.name()
        : nodes.get(0).id();
  }

  private static String where(List<FailedNode> nodes) {
    return nodes.size() == 1
        ? where(nodes.get(0).code())
        : Say.list(nodes.stream().map(node -> node.code().file()).distinct().toList());
  }

  private static String where(CodeLook code) {
    return code.line() > 0 ? code.file() + ", line " + code.line() : code.file();
  }

  private static Map<String, String> details(List<FailedNode> nodes, WrongName wrong) {
    FailedNode node = nodes.get(0);
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
    details.putAll(details(wrong));
    details.values().removeIf(String::isEmpty);
    if (nodes.size() > 1) {
      details.put(
          "files",
          nodes.stream()
              .map(one -> one.code().file())
              .distinct()
              .collect(Collectors.joining("\n")));
    } else if (code.proven().refusal().isEmpty()) {
      details.putAll(code.proven().details());
      // Where its text leaves no one reading, what stood there before may.
      BrokenByChange.undoing(node).forEach(details::putIfAbsent);
    } else {
      details.put("doubt", code.proven().refusal());
    }
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
            "defined_in", wrong.definedIn(),
            "also", Exchange.written(wrong.also()))
        : Map.of();
  }

  /** The sentence that says which name was meant; empty where that is not known. */
  static String meant(WrongName wrong) {
    if (!wrong.query().isEmpty()) {
      return " "
          + wrong.meant()
          + " can be read in the place of "
          + wrong.name()
          + ": "
          + wrong.why()
          + ".";
    }
    return wrong.decided()
        ? " By " + wrong.name() + ", " + wrong.meant() + " was meant: " + wrong.why() + "."
        : "";
  }

  private static String what(List<FailedNode> nodes) {
    FailedNode node = nodes.get(0);
    String all = Say.list(nodes.stream().map(FailedNode::name).toList());
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
              ? all + " could not be compiled: " + Errors.firstLine(node.message())
              : all
                  + (nodes.size() == 1 ? " names " : " name ")
                  + name
                  + ", which is not in the project";
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
    String refusal = code.proven().refusal();
    return node.name()
        + (refusal.isEmpty()
            ? " reads a column " + name + " that nothing above it has or had" + near
            : " reads a column " + name + " that is not there: " + refusal);
  }
}
