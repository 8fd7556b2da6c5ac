package dev.nightshift.starter.board;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

/** The repositories of the projects. Projects may share one: it is shown with the first of them. */
record Repositories(Settings settings) {
  private static final int MOST = 100;

  /** What {@code of} gives for each project and its repository, the latest first. */
  <T> List<T> latest(BiFunction<String, String, List<T>> of, ToLongFunction<T> at) {
    return settings.projects().stream()
        .map(Project::repository)
        .distinct()
        .flatMap(repository -> of.apply(firstOf(repository), repository).stream())
        .sorted(Comparator.comparingLong(at).reversed())
        .limit(MOST)
        .toList();
  }

  Optional<String> of(String project) {
    return settings.project(project).map(Project::repository);
  }

  private String firstOf(String repository) {
    return settings.projects().stream()
        .filter(project -> project.repository().equals(repository))
        .map(Project::name)
        .findFirst()
        .orElseThrow();
  }
}
