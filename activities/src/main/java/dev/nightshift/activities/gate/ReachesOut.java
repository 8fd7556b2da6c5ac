package dev.nightshift.activities.gate;

import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Code that does more than select: queries at compile time, hooks, files, other statements. */
final class ReachesOut implements Rule {
  private static final Map<Pattern, String> REACHES = reaches();

  private static Map<Pattern, String> reaches() {
    Map<String, String> found = new LinkedHashMap<>();
    found.put(
        "\\b(run_query|statement|load_result|call\\s+statement)\\b\\s*\\(",
        "runs a query at compile time");
    found.put("\\b(env_var)\\s*\\(", "reads the environment");
    found.put(
        "\\badapter\\s*\\.\\s*(execute|dispatch|drop_|rename_|create_)\\w*",
        "acts through the adapter");
    found.put(
        "\\b(pre|post)[-_]hook\\b|\\bon[-_]run[-_](start|end)\\b|\\bsql_header\\b", "adds a hook");
    found.put("\\b(modules|builtins|fromyaml|invocation_args_dict)\\s*[.(]", "reaches into Python");
    found.put(
        "\\b(read_(csv|csv_auto|parquet|json|json_auto|text|blob|xlsx)|glob|sqlite_scan|postgres_scan|iceberg_scan|delta_scan)\\s*\\(",
        "reads files or other databases");
    found.put(
        "(?m)(^|;)\\s*(attach|install|load|copy|export|import|create|drop|alter|delete|insert|update|truncate|grant|revoke|merge|pragma|set|use)\\s+['\"\\w]",
        "holds another statement than a select");
    found.put(
        "\\bhttp_(get|post)\\b|\\bsystem\\s*\\$|\\bexternal_function\\b", "calls the network");
    Map<Pattern, String> patterns = new LinkedHashMap<>();
    found.forEach((regex, says) -> patterns.put(Pattern.compile("(?i)" + regex), says));
    return patterns;
  }

  @Override
  public String name() {
    return "reaches_out";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    for (FileChange file : exhibit.files().values()) {
      if (!file.ends(".sql", ".yml", ".yaml", ".py")) {
        continue;
      }
      if (file.ends(".py")) {
        refusals.add(refusal(file.path(), "Python is not ours to change"));
        continue;
      }
      String before = withoutComments(file.before());
      String after = withoutComments(file.after());
      REACHES.forEach(
          (pattern, says) -> {
            boolean sqlOnly = says.startsWith("holds");
            if ((!sqlOnly || file.ends(".sql")) && count(pattern, after) > count(pattern, before)) {
              refusals.add(refusal(file.path(), "it " + says + ", which it did not before"));
            }
          });
    }
    return refusals;
  }

  private static long count(Pattern pattern, String text) {
    return pattern.matcher(text).results().count();
  }

  private static String withoutComments(String text) {
    return text.replaceAll("(?s)/\\*.*?\\*/", " ").replaceAll("(?m)--.*$", " ");
  }
}
