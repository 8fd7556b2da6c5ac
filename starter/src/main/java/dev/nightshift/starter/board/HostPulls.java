package dev.nightshift.starter.board;

import dev.nightshift.activities.codehost.PullStore;
import dev.nightshift.activities.codehost.StoredPull;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The pull requests of the embedded code host. */
public final class HostPulls implements PullRequests {
  private static final int MOST = 100;

  private final Settings settings;
  private final PullStore store;

  public HostPulls(Settings settings, PullStore store) {
    this.settings = settings;
    this.store = store;
  }

  /** Projects may share a repository: a pull request is shown with the first of them. */
  @Override
  public List<Opened> latest() {
    List<String> repositories =
        settings.projects().stream().map(Project::repository).distinct().toList();
    return repositories.stream()
        .flatMap(
            repository ->
                store.pulls(repository).stream().map(pull -> opened(projectOf(repository), pull)))
        .sorted(Comparator.comparingLong(Opened::at).reversed())
        .limit(MOST)
        .toList();
  }

  @Override
  public Optional<Page> page(String project, int number) {
    return settings
        .project(project)
        .map(Project::repository)
        .flatMap(
            repository ->
                store
                    .pull(repository, number)
                    .map(
                        pull ->
                            new Page(
                                opened(project, pull),
                                pull.body(),
                                store.diff(repository, number))));
  }

  private String projectOf(String repository) {
    return settings.projects().stream()
        .filter(project -> project.repository().equals(repository))
        .map(Project::name)
        .findFirst()
        .orElseThrow();
  }

  private static Opened opened(String project, StoredPull pull) {
    String state = pull.draft() && pull.isOpen() ? "draft" : pull.state();
    return new Opened(
        project, pull.number(), pull.title(), pull.head(), state, Millis.of(pull.created()));
  }

  /** Times in files are for people: one that is not a time sorts last. */
  static final class Millis {
    private Millis() {}

    static long of(String time) {
      try {
        return Instant.parse(time).toEpochMilli();
      } catch (DateTimeParseException none) {
        return 0;
      }
    }
  }
}
