package dev.nightshift.starter.board;

import dev.nightshift.activities.codehost.PullStore;
import dev.nightshift.activities.codehost.StoredPull;
import dev.nightshift.activities.configuration.Settings;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The pull requests of the configured projects, as the embedded code host keeps them. */
public final class LocalHostPulls implements PullRequests {
  private final Settings settings;
  private final PullStore store;

  public LocalHostPulls(Settings settings, PullStore store) {
    this.settings = settings;
    this.store = store;
  }

  @Override
  public List<Opened> latest() {
    List<Opened> all = new ArrayList<>();
    for (Settings.Project project : settings.projects()) {
      store.pulls(project.repository()).forEach(pull -> all.add(opened(project.name(), pull)));
    }
    all.sort(Comparator.comparingLong(Opened::at).reversed());
    return all;
  }

  @Override
  public Optional<Page> page(String project, int number) {
    return settings
        .project(project)
        .flatMap(
            found ->
                store
                    .pull(found.repository(), number)
                    .map(
                        pull ->
                            new Page(
                                opened(project, pull),
                                pull.body(),
                                store.diff(found.repository(), number))));
  }

  private static Opened opened(String project, StoredPull pull) {
    return new Opened(
        project, pull.number(), pull.title(), pull.head(), pull.state(), millis(pull.created()));
  }

  static long millis(String time) {
    try {
      return Instant.parse(time).toEpochMilli();
    } catch (DateTimeParseException untold) {
      return 0;
    }
  }
}
