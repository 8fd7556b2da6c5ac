package dev.nightshift.activities.query;

import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.Select;

/** A query as the parser has it, beside the text that was given. */
record Parsing(Select query, Script script) {
  /** The parser has exponential corners; what real models need is two milliseconds. */
  private static final long MOST_MILLIS = 4_000;

  /** Its descent takes much stack for each bracket. */
  private static final long STACK_BYTES = 8L << 20;

  /** Where a backslash before a quote could mean either, whichever reading is a query. */
  static Optional<Parsing> of(String sql) {
    Optional<Parsing> plain = read(sql, false);
    if (!sql.contains("\\'") && !sql.contains("\\\"")) {
      return plain;
    }
    Optional<Parsing> escaped = read(sql, true);
    if (plain.isPresent() && escaped.isPresent()) {
      return Optional.empty();
    }
    return plain.isPresent() ? plain : escaped;
  }

  private static Optional<Parsing> read(String sql, boolean escapes) {
    FlatSql flat;
    try {
      flat = FlatSql.of(sql, escapes);
    } catch (Unread unreadable) {
      return Optional.empty();
    }
    return parsed(flat.text())
        .filter(Select.class::isInstance)
        .map(statement -> new Parsing((Select) statement, new Script(flat)));
  }

  private static Optional<Statement> parsed(String text) {
    ExecutorService one =
        Executors.newSingleThreadExecutor(
            work -> {
              Thread thread = new Thread(null, work, "query-parser", STACK_BYTES);
              thread.setDaemon(true);
              return thread;
            });
    try {
      return Optional.of(
          CCJSqlParserUtil.parse(
              text,
              one,
              parser -> parser.withSquareBracketQuotation(false).withTimeOut(MOST_MILLIS)));
    } catch (JSQLParserException unparsable) {
      return Optional.empty();
    } finally {
      one.shutdownNow();
    }
  }
}
