package dev.nightshift.activities.sql;

import java.util.Locale;

/** What differs between warehouses and matters to an edit. */
public enum Dialect {
  /** Quoted names keep their case; a star can leave columns out. */
  SNOWFLAKE('"', true, "exclude"),
  REDSHIFT('"', true, "exclude"),
  DUCKDB('"', false, "exclude"),
  BIGQUERY('`', false, "except"),
  DATABRICKS('`', false, "except"),
  /** The standard, and warehouses that we do not know: a star cannot leave anything out. */
  STANDARD('"', true, "");

  private final char quote;
  private final boolean quotedKeepsCase;
  private final String starWithout;

  Dialect(char quote, boolean quotedKeepsCase, String starWithout) {
    this.quote = quote;
    this.quotedKeepsCase = quotedKeepsCase;
    this.starWithout = starWithout;
  }

  /** By the name of a dbt adapter. */
  public static Dialect of(String adapter) {
    return switch (adapter == null ? "" : adapter.toLowerCase(Locale.ROOT)) {
      case "snowflake" -> SNOWFLAKE;
      case "redshift" -> REDSHIFT;
      case "duckdb", "motherduck" -> DUCKDB;
      case "bigquery" -> BIGQUERY;
      case "databricks", "spark" -> DATABRICKS;
      default -> STANDARD;
    };
  }

  boolean names(Token token, String column) {
    if (token.kind() == Token.Kind.WORD) {
      return token.text().equalsIgnoreCase(column);
    }
    if (token.kind() != Token.Kind.QUOTED || isString(token)) {
      return false;
    }
    return quotedKeepsCase ? token.name().equals(column) : token.name().equalsIgnoreCase(column);
  }

  /** Whether the quotes are those of a string, as double ones are in BigQuery and Databricks. */
  boolean isString(Token token) {
    return quote == '`' && token.kind() == Token.Kind.QUOTED && token.text().startsWith("\"");
  }

  /** Whether two quotes within a text are one; elsewhere such a text is two, side by side. */
  boolean doublesQuotes() {
    return quote != '`';
  }

  /** Whether a quoted name is found whatever the case of its letters. */
  boolean foldsQuoted() {
    return !quotedKeepsCase;
  }

  /** The column's name, in the case and the quotes that the old one stands in. */
  String like(Token old, String column) {
    if (old.kind() == Token.Kind.QUOTED) {
      char mark = old.text().charAt(0);
      return mark + column.replace(String.valueOf(mark), String.valueOf(mark) + mark) + mark;
    }
    String name = dev.nightshift.activities.edit.Names.like(old.text(), column);
    return name.matches("[A-Za-z_][A-Za-z0-9_$]*") ? name : quote + name + quote;
  }

  /** Whether a star can give a column another name in its place: {@code * rename (a as b)}. */
  boolean starRenames() {
    return this == DUCKDB || this == SNOWFLAKE;
  }

  String starWithout() {
    return starWithout;
  }
}
