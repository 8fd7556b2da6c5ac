package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.Select;

/** SQL made ready for the parser, and the little of it that is read as text. */
final class SqlText {
  private static final Pattern INCREMENTAL =
      Pattern.compile(
          "\\{%-?\\s*if\\s+is_incremental\\(\\).*?%\\}.*?(?:\\{%-?\\s*else\\s*-?%\\}(.*?))?\\{%-?\\s*endif\\s*-?%\\}",
          Pattern.DOTALL);
  private static final Pattern REF =
      Pattern.compile(
          "\\{\\{-?\\s*(ref|source)\\(\\s*['\"]([^'\"]+)['\"](?:\\s*,\\s*['\"]([^'\"]+)['\"])?[^)]*\\)\\s*-?\\}\\}");
  private static final Pattern CTE =
      Pattern.compile(
          "(?i)(?:\\bwith(?:\\s+recursive)?|,)\\s+([a-z_]\\w*)\\s+as\\s*(?:not\\s+)?(?:materialized\\s*)?\\(\\s*(?:select|with|\\()");
  private static final Pattern STAR_RENAME =
      Pattern.compile(
          "(?i)((?:\\w+|\"[^\"]*\")\\.)?\\*(?:\\s+exclude\\s*\\(([^()]*)\\))?\\s+rename\\s*\\(([^()]*)\\)");
  static final String PLACEHOLDER = "ns_jinja";

  private SqlText() {}

  /** Empty when the SQL does not parse: then nothing is concluded from it. */
  static Optional<Select> parsed(String sql) {
    try {
      // The time-out of the parser's own thread guards against its exponential corners.
      Statement statement =
          CCJSqlParserUtil.parse(
              forParser(sql), parser -> parser.withTimeOut(4_000).withAllowComplexParsing(true));
      return statement instanceof Select select ? Optional.of(select) : Optional.empty();
    } catch (JSQLParserException | RuntimeException unparsable) {
      return Optional.empty();
    }
  }

  /**
   * Comments and line breaks outside literals become blanks: JSqlParser cuts a statement short at
   * two blank lines without a word. A trailing comma goes, and CTEs get names that are no keywords.
   */
  static String forParser(String sql) {
    StringBuilder out = new StringBuilder(sql.length());
    int i = 0;
    while (i < sql.length()) {
      char c = sql.charAt(i);
      if (sql.startsWith("--", i)) {
        i = skip(sql, i, "\n");
        out.append(' ');
      } else if (sql.startsWith("/*", i)) {
        i = skip(sql, i + 2, "*/");
        out.append(' ');
      } else if (c == '\'' || c == '"' || c == '`') {
        int end = sql.indexOf(c, i + 1);
        end = end < 0 ? sql.length() - 1 : end;
        out.append(sql, i, end + 1);
        i = end + 1;
      } else {
        out.append(Character.isWhitespace(c) ? ' ' : c);
        i++;
      }
    }
    String text =
        out.toString()
            .replaceAll("(?i),\\s+(from|where|group|order|having)\\b", " $1")
            .replaceAll(";\\s*$", "");
    return withSafeNames(withoutStarRenames(text));
  }

  /** The parser knows what a star leaves out, and not what it renames: the same in its words. */
  private static String withoutStarRenames(String sql) {
    return STAR_RENAME
        .matcher(sql)
        .replaceAll(
            star -> {
              String table = star.group(1) == null ? "" : star.group(1);
              String out = star.group(2) == null ? "" : star.group(2) + ", ";
              StringBuilder left = new StringBuilder();
              StringBuilder named = new StringBuilder();
              for (String renaming : star.group(3).split(",", -1)) {
                String old = renaming.strip().replaceAll("(?i)\\s+as\\s.*$", "");
                left.append(left.isEmpty() ? "" : ", ").append(old);
                named.append(", ").append(table).append(renaming.strip());
              }
              return Matcher.quoteReplacement(table + "* exclude (" + out + left + ")" + named);
            });
  }

  /** {@code final}, {@code returns}: good names of a CTE that the parser takes for keywords. */
  private static String withSafeNames(String sql) {
    Set<String> names = new HashSet<>();
    Matcher defined = CTE.matcher(sql);
    while (defined.find()) {
      names.add(defined.group(1));
    }
    String text = sql;
    for (String name : names) {
      String word = "(?<![\\w\"'`.])" + Pattern.quote(name) + "(?![\\w\"'`])";
      text =
          Pattern.compile(
                  "(?i)(?:(?<=\\bfrom )|(?<=\\bjoin ))\\s*"
                      + word
                      + "|"
                      + word
                      + "(?=\\.|\\s+as\\s*(?:not\\s+)?(?:materialized\\s*)?\\(\\s*(?:select|with|\\())")
              .matcher(text)
              .replaceAll(Matcher.quoteReplacement("ns_cte_" + name));
    }
    return text;
  }

  private static int skip(String sql, int from, String until) {
    int end = sql.indexOf(until, from);
    return end < 0 ? sql.length() : end + until.length();
  }

  /**
   * SQL of a node that dbt did not compile in this run: refs become relations, the incremental
   * branch goes, other Jinja becomes a name from which nothing is concluded.
   */
  static String withoutJinja(String raw, Collection<Part> parents) {
    String text = withRelations(raw, parents);
    return text.replaceAll("(?s)\\{\\{-?\\s*config\\(.*?\\}\\}", "")
        .replaceAll("(?s)\\{%.*?%\\}", "")
        .replaceAll("(?s)\\{\\{.*?\\}\\}", PLACEHOLDER);
  }

  /** Only what says where rows come from is put aside; all other Jinja stays. */
  static String withRelations(String raw, Collection<Part> parents) {
    String text = raw.replaceAll("(?s)\\{#.*?#\\}", "");
    text =
        INCREMENTAL
            .matcher(text)
            .replaceAll(
                match -> Matcher.quoteReplacement(match.group(1) == null ? "" : match.group(1)));
    return REF.matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    relation(match.group(1), match.group(2), match.group(3), parents)));
  }

  private static String relation(
      String call, String first, String second, Collection<Part> parents) {
    String name = second == null ? first : second;
    return parents.stream()
        .filter(part -> part.name().equals(name) && part.isSource() == call.equals("source"))
        .filter(part -> !part.isTest())
        .findFirst()
        .map(Graph::quoted)
        .orElse(PLACEHOLDER);
  }

  /** Whether the text names this identifier, quoted or not, outside its comments. */
  static boolean names(String sql, String identifier) {
    return Pattern.compile(
            "(?<![\\w$])" + Pattern.quote(identifier.toLowerCase(Locale.ROOT)) + "(?![\\w$])")
        .matcher(forParser(sql).toLowerCase(Locale.ROOT))
        .find();
  }
}
