package dev.nightshift.activities.artifacts;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a package has, where a node called a macro that it has not: packages are fetched and lie in
 * no repository, so that only the manifest knows.
 */
final class CalledMacros {
  private static final Pattern MISSED = Pattern.compile("has no attribute '(\\w+)'");

  private CalledMacros() {}

  /** By package, without those that a package keeps for itself. */
  static Map<String, List<String>> of(List<RunResults.Result> failed, Resources manifest) {
    Map<String, List<String>> called = new TreeMap<>();
    for (RunResults.Result result : failed) {
      Matcher missed = MISSED.matcher(result.message());
      if (missed.find()) {
        String code = manifest.node(result.node()).map(it -> it.text("raw_code")).orElse("");
        Pattern.compile("\\b(\\w+)\\s*\\.\\s*" + missed.group(1) + "\\s*\\(")
            .matcher(code)
            .results()
            .forEach(call -> called.computeIfAbsent(call.group(1), it -> macros(it, manifest)));
      }
    }
    called.values().removeIf(List::isEmpty);
    return called;
  }

  private static List<String> macros(String named, Resources manifest) {
    String prefix = "macro." + named + ".";
    return manifest.macroIds().stream()
        .filter(id -> id.startsWith(prefix))
        .map(id -> id.substring(prefix.length()))
        .filter(name -> !name.startsWith("_") && !name.contains("__"))
        .sorted()
        .toList();
  }
}
