package dev.nightshift.activities.jinja;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.jinja.Template.Fault;
import dev.nightshift.activities.jinja.Template.Kind;
import java.util.regex.Pattern;

/** A tag that is closed with the wrong mark, with half of it, or not at all by its line's end. */
final class UnclosedTag {
  /** Nothing that could go on in the next line, and nothing that is no Jinja. */
  private static final Pattern CALL_OR_NAME =
      Pattern.compile("[-+]?\\s*[A-Za-z_][\\w.]*(?:\\([^(){}]*\\))?\\s*[-+]?");

  private static final Pattern CALL_WITHOUT_END =
      Pattern.compile(
          "\\s*(?:ref|source|var|env_var|config)\\(\\s*(?:'[^']*'|\"[^\"]*\")"
              + "(?:\\s*,\\s*(?:'[^']*'|\"[^\"]*\"))*\\s*");

  private static final Pattern WORD_ALONE = Pattern.compile("[-+]?\\s*(?:end[a-z]+|else)\\s*[-+]?");

  private static final Pattern CONDITION =
      Pattern.compile(
          "[-+]?\\s*(?:if|elif)\\s+(?:not\\s+)?[A-Za-z_][\\w.]*(?:\\([^(){}]*\\))?\\s*");

  private final Template template;
  private final String text;
  private final Fault fault;
  private final int line;

  UnclosedTag(Template template, int line) {
    this.template = template;
    this.text = template.text();
    this.fault = template.fault().orElseThrow();
    this.line = line;
  }

  Edited mended() {
    int begun = template.line(fault.start());
    if (line > 0 && begun > line) {
      return refused("dbt complains of line " + line + ", and what is not closed begins later");
    }
    if (fault.kind() == Kind.COMMENT) {
      return refused("a comment is not closed, and where it ends nobody can tell");
    }
    boolean oneLine = fault.at() < text.length() && template.line(fault.at()) == begun;
    return oneLine ? closedWrongly() : notClosed();
  }

  private Edited closedWrongly() {
    int at = fault.at();
    String closer = fault.kind().closer;
    if (text.charAt(at) != '}') {
      return notClosed();
    }
    if (fault.open().equals("(")) {
      return withoutParenthesis(at);
    }
    if (!fault.open().isEmpty()) {
      return refused("a bracket is not closed, and where it ends nobody can tell");
    }
    boolean twice = text.startsWith("}}", at);
    if (fault.kind() == Kind.EXPRESSION && isStatement(text.substring(fault.start() + 2, at))) {
      return refused("a statement begins as an expression, and either of its marks may be wrong");
    }
    // «{% if x }}», «{{ x %}», and «}» alone.
    int from =
        !twice && fault.kind() == Kind.EXPRESSION && text.charAt(at - 1) == '%' ? at - 1 : at;
    int to = at + (twice ? 2 : 1);
    return proven(from, to, closer);
  }

  /** Closed as it begins, an else would be an expression, and part nothing. */
  private static boolean isStatement(String between) {
    return between.matches(
        "(?s)[-+]?\\s*(?:else|end[a-z]+|(?:if|elif|for|set|do|macro|call|filter)\\s).*|.*#");
  }

  private Edited withoutParenthesis(int at) {
    // «{{ ref('a' }}» alone: in anything longer the place of the parenthesis is a guess.
    String between = text.substring(fault.start() + 2, at);
    if (!text.startsWith(fault.kind().closer, at) || !CALL_WITHOUT_END.matcher(between).matches()) {
      return refused("a bracket is not closed, and where it ends nobody can tell");
    }
    int end = fault.start() + 2 + between.stripTrailing().length();
    return Edited.to(text.substring(0, end) + ")" + text.substring(end));
  }

  /** Up to the line's end it is a whole tag, and the next line begins no part of it. */
  private Edited notClosed() {
    int end = text.indexOf('\n', fault.start());
    String tag = text.substring(fault.start() + 2, end < 0 ? text.length() : end).stripTrailing();
    boolean whole =
        fault.kind() == Kind.EXPRESSION
            ? CALL_OR_NAME.matcher(tag).matches()
            : WORD_ALONE.matcher(tag).matches() || CONDITION.matcher(tag).matches();
    String next = end < 0 ? "" : text.substring(end).stripLeading();
    if (!whole || next.matches("(?s)(?:and|or|not|in|is|if|else)\\b.*|[|~+*/=<>!.,\\[(-].*")) {
      return refused("a tag is not closed, and where it ends nobody can tell");
    }
    int at = fault.start() + 2 + tag.length();
    // One that was written with half of its end is not told here from one without.
    return tag.endsWith("%")
        ? refused("a tag is closed by half")
        : proven(at, at, " " + fault.kind().closer);
  }

  private Edited proven(int from, int to, String closer) {
    String after = text.substring(0, from) + closer + text.substring(to);
    int lineEnd = after.indexOf('\n', from + closer.length());
    String restOfLine =
        after.substring(from + closer.length(), lineEnd < 0 ? after.length() : lineEnd);
    String outside = restOfLine.replaceAll("\\{\\{.*?\\}\\}|\\{%.*?%\\}|\\{#.*?#\\}", "");
    if (outside.contains("}}") || outside.contains("%}")) {
      return refused("its line closes more than it opens");
    }
    return Edited.to(after);
  }

  private Edited refused(String why) {
    return Edited.refused(text, why);
  }
}
