package dev.nightshift.activities.query;

import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.NotExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.IsNullExpression;
import net.sf.jsqlparser.parser.ASTNodeAccess;
import net.sf.jsqlparser.parser.Node;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;

/** The SQL that was given: names and literals as it writes them, and where things stand in it. */
final class Script {
  private final FlatSql sql;

  Script(FlatSql sql) {
    this.sql = sql;
  }

  /** In lower case and without quotes; the parser's {@code fina0} is {@code final} again. */
  String name(String written) {
    if (written == null || written.isEmpty()) {
      return "";
    }
    char first = written.charAt(0);
    if ((first == '"' || first == '`') && written.length() > 1) {
      String inner = written.substring(1, written.length() - 1);
      return inner.replace("" + first + first, "" + first).toLowerCase(Locale.ROOT);
    }
    String lower = written.toLowerCase(Locale.ROOT);
    return sql.names().getOrDefault(lower, lower);
  }

  /** The parts of a dotted name, the last of them first. */
  List<String> parts(Table table) {
    return table.getNameParts().stream().map(this::name).toList();
  }

  String relation(Table table) {
    StringBuilder dotted = new StringBuilder();
    for (String part : parts(table)) {
      dotted.insert(0, dotted.isEmpty() ? part : part + ".");
    }
    return dotted.toString();
  }

  /** The text of a literal, or null where warehouses would read it differently. */
  String literal(StringValue value) {
    Span span = range(value);
    if (span == null || span.end() - span.start() < 2) {
      return null;
    }
    String text = sql.given().substring(span.start(), span.end());
    char quote = text.charAt(0);
    if ((quote != '\'' && quote != '"') || text.indexOf('\\') >= 0) {
      return null;
    }
    return text.substring(1, text.length() - 1).replace("" + quote + quote, "" + quote);
  }

  /** Where it stands, or null: the parser does not say that of everything. */
  Span range(ASTNodeAccess access) {
    Node node = access.getASTNode();
    if (node == null || node.jjtGetFirstToken() == null || node.jjtGetLastToken() == null) {
      return null;
    }
    int start = node.jjtGetFirstToken().absoluteBegin - 1;
    int end = node.jjtGetLastToken().absoluteEnd - 1;
    return start < 0 || end < start || end > sql.text().length() ? null : new Span(start, end);
  }

  Span span(Expression expression) {
    Span own = range(expression);
    if (own != null) {
      return own;
    }
    if (expression instanceof BinaryExpression both) {
      return around(span(both.getLeftExpression()), span(both.getRightExpression()));
    }
    if (expression instanceof IsNullExpression isNull) {
      return throughWord(span(isNull.getLeftExpression()), "null");
    }
    if (expression instanceof NotExpression not) {
      return fromWord("not", span(not.getExpression()));
    }
    Extent extent = new Extent();
    expression.accept(extent, null);
    return extent.span;
  }

  /** From the last such word before it. */
  Span fromWord(String word, Span span) {
    if (span == null) {
      return null;
    }
    int at = span.start();
    while (at >= 0 && !stands(word, at)) {
      at--;
    }
    return at < 0 ? span : new Span(at, span.end());
  }

  private Span throughWord(Span span, String word) {
    if (span == null) {
      return null;
    }
    int at = find(word, span.end());
    return at < 0 ? span : new Span(span.start(), at + word.length());
  }

  /** The first such word in it. */
  Span word(String word, Span span) {
    int at = span == null ? -1 : find(word, span.start());
    return at < 0 || at >= span.end() ? span : new Span(at, at + word.length());
  }

  private int find(String word, int from) {
    for (int at = from; at + word.length() <= sql.text().length(); at++) {
      if (stands(word, at)) {
        return at;
      }
    }
    return -1;
  }

  private boolean stands(String word, int at) {
    return sql.text().regionMatches(true, at, word, 0, word.length());
  }

  /** Alike for expressions that are written alike, blanks and the case of words aside. */
  String canonical(Expression expression) {
    Span span = span(expression);
    if (span == null) {
      return expression.toString();
    }
    StringBuilder text = new StringBuilder();
    String written = sql.given().substring(span.start(), span.end());
    for (Lexeme lexeme : Lexemes.of(written, sql.escapes())) {
      boolean word = lexeme.kind() == Lexeme.Kind.WORD || lexeme.kind() == Lexeme.Kind.SIGN;
      text.append(word ? lexeme.text() : written.substring(lexeme.start(), lexeme.end()));
      text.append(' ');
    }
    return text.toString();
  }

  static Span around(Span one, Span other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return new Span(Math.min(one.start(), other.start()), Math.max(one.end(), other.end()));
  }

  private final class Extent extends ExpressionVisitorAdapter<Void> {
    private Span span;

    @Override
    public <S> Void visit(Column column, S context) {
      span = around(span, range(column));
      return null;
    }

    @Override
    public <S> Void visit(StringValue value, S context) {
      span = around(span, range(value));
      return null;
    }
  }
}
