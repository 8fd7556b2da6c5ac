package dev.nightshift.activities.gate;

import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Paths that the policy protects. {@code dbt_project.yml} has a rule of its own. */
final class ProtectedPaths implements Rule {
  @Override
  public String name() {
    return "protected_path";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    for (FileChange file : exhibit.files().values()) {
      for (String glob : exhibit.policy().protectedPaths()) {
        Pattern pattern = pattern(glob);
        if (matches(pattern, file.path()) || matches(pattern, file.inRepository())) {
          refusals.add(
              refusal(file.path(), "the policy protects " + glob + ": a person changes it"));
          break;
        }
      }
    }
    return refusals;
  }

  /** Some file systems take no notice of case, so neither does the comparison. */
  private static boolean matches(Pattern pattern, String path) {
    return pattern.matcher(path.toLowerCase(Locale.ROOT)).matches();
  }

  /** {@code **} crosses folders, and a leading one may be none at all. */
  static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    String rest = glob.toLowerCase(Locale.ROOT);
    for (int i = 0; i < rest.length(); i++) {
      if (rest.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (rest.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (rest.charAt(i) == '*') {
        regex.append("[^/]*");
      } else if (rest.charAt(i) == '?') {
        regex.append("[^/]");
      } else {
        regex.append(Pattern.quote(String.valueOf(rest.charAt(i))));
      }
    }
    return Pattern.compile(regex.toString());
  }
}
