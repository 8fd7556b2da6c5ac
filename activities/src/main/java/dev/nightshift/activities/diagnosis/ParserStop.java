package dev.nightshift.activities.diagnosis;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The word at which a warehouse's parser stopped, as its message says it; empty where it does not.
 */
final class ParserStop {
  private static final List<Pattern> SHAPES =
      List.of(
          // DuckDB, Postgres, Redshift, Databricks, SQL Server
          Pattern.compile("(?i)\\bat or near (?:the keyword )?[\"'](.+?)[\"']"),
          Pattern.compile("(?i)incorrect syntax near (?:the keyword )?[\"'](.+?)[\"']"),
          Pattern.compile("(?i)mismatched input [\"'](.+?)[\"']"),
          // Snowflake
          Pattern.compile("(?i)\\bunexpected [\"'](.+?)[\"']"),
          // BigQuery
          Pattern.compile(
              "(?i)\\bbut got (?:keyword |identifier )?[\"']?([^\\s\"']+)[\"']? at \\["),
          Pattern.compile(
              "(?i)\\bunexpected (?:keyword |identifier )?[\"']?([^\\s\"']+)[\"']? at \\["),
          Pattern.compile("(?i)\\b(?:at|got) (end of (?:input|statement|script))"));

  private ParserStop() {}

  static String of(String message) {
    for (Pattern shape : SHAPES) {
      Matcher matcher = shape.matcher(message);
      if (matcher.find()) {
        return matcher.group(1).toLowerCase(Locale.ROOT);
      }
    }
    return "";
  }
}
