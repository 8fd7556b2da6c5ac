package dev.nightshift.activities.gate;

import dev.nightshift.activities.jinja.JinjaMend;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Macros that decide what a test is, or that take the place of dbt's own. */
final class TestMacros implements Rule {
  private static final Pattern DEFINITION =
      Pattern.compile("\\{%-?\\+?\\s*(test|macro|materialization)\\s+(\\w+)");

  /** What dbt itself looks up by name when it builds anything. */
  private static final Set<String> BUILT_IN =
      Set.of(
          "ref",
          "source",
          "is_incremental",
          "generate_schema_name",
          "generate_alias_name",
          "generate_database_name",
          "get_where_subquery",
          "get_limit_subquery_sql",
          "should_store_failures",
          "should_full_refresh",
          "get_test_sql",
          "get_unit_test_sql",
          "run_hooks",
          "statement",
          "var");

  @Override
  public String name() {
    return "test_macro";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    for (FileChange file : exhibit.files().values()) {
      if (!file.ends(".sql") || isOnlyClosed(exhibit, file)) {
        continue;
      }
      Set<String> names = new TreeSet<>(defined(file.before()));
      names.addAll(defined(file.after()));
      for (String name : names) {
        if (isTest(name) || BUILT_IN.contains(name)) {
          refusals.add(refusal(file.path(), "it defines " + name + ", which decides about tests"));
        }
      }
    }
    if (!exhibit.baseUnread()
        || exhibit.files().keySet().stream().anyMatch(exhibit.layout()::isMacro)) {
      exhibit.run().filter(Runs::comparable).ifPresent(runs -> overrides(runs, refusals));
    }
    return refusals;
  }

  /** What dbt could not read decided nothing; {@link BeyondTheSlip} holds its words. */
  private static boolean isOnlyClosed(Exhibit exhibit, FileChange file) {
    return exhibit.baseUnread()
        && !JinjaMend.isWhole(file.before())
        && defined(file.before()).equals(defined(file.after()));
  }

  private void overrides(Runs runs, List<Refusal> refusals) {
    Map<String, String> base = runs.base().macros();
    Map<String, String> patched = runs.patched().macros();
    patched.forEach(
        (id, sql) -> {
          String name = id.substring(id.lastIndexOf('.') + 1);
          if (!base.containsKey(id)
              && base.keySet().stream().anyMatch(other -> other.endsWith("." + name))) {
            refusals.add(refusal(id, "it takes the place of a macro of that name"));
          } else if (isTest(name) && base.containsKey(id) && !sql.equals(base.get(id))) {
            refusals.add(refusal(id, "a test's own definition is changed"));
          }
        });
    base.keySet().stream()
        .filter(id -> !patched.containsKey(id))
        .forEach(id -> refusals.add(refusal(id, "a macro is gone")));
  }

  private static Set<String> defined(String text) {
    Set<String> names = new TreeSet<>();
    Matcher matcher = DEFINITION.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1).equals("test") ? "test_" + matcher.group(2) : matcher.group(2));
    }
    return names;
  }

  private static boolean isTest(String name) {
    return name.startsWith("test_") || name.contains("__test_");
  }
}
