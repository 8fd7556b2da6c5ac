package dev.nightshift.activities.diagnosis;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What kind of thing went wrong, by the message. {@code name} is the column or relation that the
 * message names, {@code table} the one it was looked for in, where it says so.
 */
record Trouble(Kind kind, String name, String table, int line) {
  Trouble {
    name = requireNonNullElse(name, "");
    table = requireNonNullElse(table, "");
  }

  enum Kind {
    TEST_FAILED,
    MISSING_COLUMN,
    AMBIGUOUS,
    MISSING_RELATION,
    CONVERSION,
    TYPE_MISMATCH,
    DIVISION,
    CONSTRAINT,
    CONTRACT,
    PERMISSION,
    TIMEOUT,
    CONNECTION,
    OUT_OF_RESOURCES,
    LOCKED,
    COMPILATION,
    SYNTAX,
    OTHER
  }

  private record Shape(Kind kind, Pattern pattern) {
    static Shape of(Kind kind, String regex) {
      return new Shape(kind, Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL));
    }
  }

  private static final String ID = "[\"'`\\[]?(?<name>[\\w$.\"` ]+?)[\"'`\\]]?";

  /**
   * The first that fits wins. What names its fault exactly comes before what passes by itself: a
   * column may be called {@code timeout}.
   */
  private static final List<Shape> SHAPES =
      List.of(
          // dbt itself
          Shape.of(
              Kind.CONTRACT,
              "enforced contract that failed|Contract Error|Contracted models require data_type"),
          Shape.of(
              Kind.MISSING_RELATION,
              "columns for unit test '[^']*' from relation (?<name>\\S+) because the relation"
                  + " doesn't exist"),
          Shape.of(Kind.COMPILATION, "depends on a (?:node|source) named '(?<name>[^']+)'"),
          Shape.of(
              Kind.COMPILATION,
              "(?<!SQL )Compilation Error|Parsing Error|jinja2?\\.|'[\\w.]+' is undefined"
                  + "|could not find an incremental strategy macro"),
          // columns
          Shape.of(
              Kind.AMBIGUOUS, "Ambiguous (?:reference to )?column name:? [\"']?(?<name>[\\w$]+)"),
          Shape.of(
              Kind.AMBIGUOUS,
              "(?:column reference|Column name|Reference) [\"`]?(?<name>[\\w$]+)[\"`]? is"
                  + " ambiguous"),
          Shape.of(Kind.MISSING_COLUMN, "Referenced column \"(?<name>[^\"]+)\" not found"),
          Shape.of(
              Kind.MISSING_COLUMN,
              "Table \"(?<table>[^\"]+)\" does not have a column named \"(?<name>[^\"]+)\""),
          Shape.of(
              Kind.MISSING_COLUMN,
              "Values list \"(?<table>[^\"]+)\" does not have a column named \"(?<name>[^\"]+)\""),
          Shape.of(Kind.MISSING_COLUMN, "Column \"(?<name>[^\"]+)\" (?:in \\w+ list )?not found"),
          // DuckDB, where an alias of the same select has the name: upper(status) as status
          Shape.of(
              Kind.MISSING_COLUMN,
              "Column \"(?<name>[^\"]+)\" referenced that exists in the SELECT clause"),
          Shape.of(
              Kind.MISSING_COLUMN,
              "Column \"(?<name>[^\"]+)\" does not exist on (?:left|right) side of join"),
          Shape.of(
              Kind.MISSING_COLUMN,
              "column "
                  + ID
                  + " (?:of relation \\S+ )?(?:does not exist|cannot be resolved|not found)"),
          Shape.of(Kind.MISSING_COLUMN, "invalid identifier '(?<name>[^']+)'"),
          Shape.of(Kind.MISSING_COLUMN, "Unrecognized name: (?<name>[\\w.`]+)"),
          Shape.of(Kind.MISSING_COLUMN, "Name (?<name>\\w+) not found inside (?<table>\\w+)"),
          Shape.of(
              Kind.MISSING_COLUMN,
              "UNRESOLVED_COLUMN[^\\]]*\\].{0,80}?with name (?<name>[`\\w.]+) cannot"),
          Shape.of(Kind.MISSING_COLUMN, "Invalid column name '(?<name>[^']+)'"),
          Shape.of(Kind.MISSING_COLUMN, "Unknown column '(?<name>[^']+)'"),
          // relations
          Shape.of(Kind.MISSING_RELATION, "Table with name (?<name>\\S+) does not exist"),
          Shape.of(
              Kind.MISSING_RELATION, "(?:relation|table|view|object) " + ID + " does not exist"),
          Shape.of(
              Kind.MISSING_RELATION,
              "TABLE_OR_VIEW_NOT_FOUND\\].{0,40}?(?:table or view) (?<name>[`\\w.]+)"),
          Shape.of(Kind.MISSING_RELATION, "Not found: (?:Table|Dataset) (?<name>[\\w:.-]+)"),
          Shape.of(Kind.MISSING_RELATION, "Invalid object name '(?<name>[^']+)'"),
          Shape.of(Kind.MISSING_RELATION, "Schema with name (?<name>\\S+) does not exist"),
          Shape.of(
              Kind.SYNTAX,
              "Parser Error|syntax error|PARSE_SYNTAX_ERROR|Incorrect syntax near|mismatched"
                  + " input"),
          // what passes by itself
          Shape.of(
              Kind.LOCKED,
              "could not set lock on file|deadlock detected|lock (?:wait )?timeout|could not"
                  + " serialize access|conflict on (?:tuple|update)|concurrent"
                  + " (?:update|append|delete)|transaction conflict|database is locked|aborted due"
                  + " to concurrent"),
          Shape.of(
              Kind.TIMEOUT,
              "statement timeout|timed? ?out|timeout (?:expired|exceeded)|deadline exceeded"
                  + "|reached its statement or warehouse timeout"),
          Shape.of(
              Kind.OUT_OF_RESOURCES,
              "out of memory|resources exceeded|no space left on device|memory limit"
                  + " exceeded|exceeded memory limit|quota exceeded|rate ?limit|too many"
                  + " (?:requests|connections|concurrent)|disk full|OutOfMemory|insufficient"
                  + " (?:memory|resources)"),
          Shape.of(
              Kind.CONNECTION,
              "could not connect|connection (?:refused|reset|closed|timed|was"
                  + " closed|aborted|error)|server closed the connection|broken pipe|network is"
                  + " unreachable|name resolution|could not translate host|SSL"
                  + " (?:SYSCALL|connection)|remote end closed|EOF detected|backendError|service"
                  + " (?:is )?(?:temporarily )?unavailable|internal server error|bad"
                  + " gateway|(?:(?m:^\\s*)|: |status |code |error )503 "),
          Shape.of(
              Kind.PERMISSION,
              "permission denied|access denied|insufficient privileges|not authorized|forbidden"),
          // values; a quotient by zero may only be noticed where it is made another type
          Shape.of(
              Kind.DIVISION,
              "division by zero|divide by zero|cast value [-+]?(?:inf(?:inity)?|nan)\\b"),
          Shape.of(
              Kind.CONVERSION,
              "Conversion Error|could not convert|invalid input syntax for|is not recognized|Bad"
                  + " \\w+ value|CAST_INVALID_INPUT|Conversion failed when|could not parse|cannot"
                  + " be cast|failed to cast|Cannot cast|invalid"
                  + " (?:date|timestamp|number|numeric)|out of range"),
          Shape.of(Kind.CONSTRAINT, "constraint|violates not-null|NULL result in a non-nullable"),
          Shape.of(
              Kind.TYPE_MISMATCH,
              "No function matches|Cannot (?:compare|mix) values of type|operator does not exist"
                  + "|No matching signature|DATATYPE_MISMATCH|incompatible types|type mismatch"
                  + "|Could not choose a best candidate function"));

  private static final Set<Kind> PASSING =
      Set.of(Kind.LOCKED, Kind.TIMEOUT, Kind.OUT_OF_RESOURCES, Kind.CONNECTION);
  private static final Pattern HEADER = Pattern.compile("\\A\\s*\\w+ Error in .*\\R");
  private static final Pattern EXCERPT =
      Pattern.compile("(?m)^\\s*(?:LINE \\d+:|compiled code at ).*(?:\\R\\s*\\^)?");
  private static final Pattern QUOTED =
      Pattern.compile("\"[^\"\\n]*\"|`[^`\\n]*`|(?<!\\w)'[^'\\n]*'(?!\\w)");

  private static final Pattern FROM_COLUMN = Pattern.compile("from source column (\\w+)");
  private static final Pattern LINE =
      Pattern.compile("(?i)\\bLINE (\\d{1,9}):|\\[(\\d{1,9}):\\d+\\]|\\bline (\\d{1,9})\\b");

  static Trouble of(String status, String message) {
    if (status.equals("fail")) {
      return new Trouble(Kind.TEST_FAILED, "", "", 0);
    }
    String said = said(message);
    for (Shape shape : SHAPES) {
      Matcher matcher = shape.pattern().matcher(PASSING.contains(shape.kind()) ? said : message);
      if (matcher.find()) {
        return named(shape, matcher, message);
      }
    }
    return new Trouble(Kind.OTHER, "", "", line(message));
  }

  /** Without the node's name, the SQL, and what is quoted of names and values. */
  private static String said(String message) {
    String text = HEADER.matcher(message).replaceFirst("");
    return QUOTED.matcher(EXCERPT.matcher(text).replaceAll("")).replaceAll("''");
  }

  private static Trouble named(Shape shape, Matcher matcher, String message) {
    String regex = shape.pattern().pattern();
    String name = regex.contains("<name>") ? unquoted(matcher.group("name")) : "";
    String table = regex.contains("<table>") ? unquoted(matcher.group("table")) : "";
    if (shape.kind() == Kind.CONVERSION) {
      Matcher column = FROM_COLUMN.matcher(message);
      name = column.find() ? column.group(1) : "";
    }
    if (shape.kind() == Kind.MISSING_COLUMN && name.contains(".")) {
      table = name.substring(0, name.lastIndexOf('.'));
      name = name.substring(name.lastIndexOf('.') + 1);
    }
    return new Trouble(shape.kind(), name.toLowerCase(Locale.ROOT), table, line(message));
  }

  private static String unquoted(String name) {
    return name == null ? "" : name.replaceAll("[\"'`\\[\\]]", "").strip();
  }

  private static int line(String message) {
    Matcher matcher = LINE.matcher(message);
    if (!matcher.find()) {
      return 0;
    }
    for (int group = 1; group <= matcher.groupCount(); group++) {
      if (matcher.group(group) != null) {
        return Integer.parseInt(matcher.group(group));
      }
    }
    return 0;
  }
}
