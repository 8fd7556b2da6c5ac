package dev.nightshift.activities.gate;

import dev.nightshift.activities.yaml.Yaml;
import java.util.List;
import java.util.Map;

/** Where a dbt project keeps what, by its {@code dbt_project.yml} before the patch. */
record Layout(
    String name,
    List<String> models,
    List<String> tests,
    List<String> macros,
    List<String> seeds,
    List<String> snapshots,
    List<String> analyses) {

  static Layout of(String dbtProject) {
    Map<?, ?> settings = settings(dbtProject);
    return new Layout(
        settings.get("name") instanceof String name ? name : "",
        folders(settings, "model-paths", "models"),
        folders(settings, "test-paths", "tests"),
        folders(settings, "macro-paths", "macros"),
        folders(settings, "seed-paths", "seeds"),
        folders(settings, "snapshot-paths", "snapshots"),
        folders(settings, "analysis-paths", "analyses"));
  }

  boolean isModel(String path) {
    return below(models, path) || below(snapshots, path);
  }

  boolean isTest(String path) {
    return below(tests, path);
  }

  boolean isMacro(String path) {
    return below(macros, path) || below(tests.stream().map(it -> it + "/generic").toList(), path);
  }

  boolean isSeed(String path) {
    return below(seeds, path);
  }

  boolean isOwn(String path) {
    return isModel(path) || isTest(path) || isMacro(path) || isSeed(path) || below(analyses, path);
  }

  private static boolean below(List<String> folders, String path) {
    return folders.stream().anyMatch(folder -> path.startsWith(folder + "/"));
  }

  private static Map<?, ?> settings(String text) {
    try {
      return Yaml.parse(text) instanceof Map<?, ?> map ? map : Map.of();
    } catch (Yaml.Unreadable e) {
      return Map.of();
    }
  }

  private static List<String> folders(Map<?, ?> settings, String key, String otherwise) {
    if (settings.get(key) instanceof List<?> list && !list.isEmpty()) {
      return list.stream().map(it -> String.valueOf(it).replaceAll("/+$", "")).toList();
    }
    return List.of(otherwise);
  }
}
