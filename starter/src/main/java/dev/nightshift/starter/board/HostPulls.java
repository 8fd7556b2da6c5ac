package dev.nightshift.starter.board;

import dev.nightshift.activities.codehost.PullStore;
import dev.nightshift.activities.codehost.StoredPull;
import dev.nightshift.activities.configuration.Settings;
import java.util.List;
import java.util.Optional;

/** The pull requests of the embedded code host. */
public final class HostPulls implements PullRequests {
  private final Repositories repositories;
  private final PullStore store;

  public HostPulls(Settings settings, PullStore store) {
    this.repositories = new Repositories(settings);
    this.store = store;
  }

  @Override
  public List<Opened> latest() {
    return repositories.latest(
        (project, repository) ->
            store.pulls(repository).stream().map(pull -> opened(project, pull)).toList(),
        Opened::at);
  }

  @Override
  public Optional<Page> page(String project, int number) {
    return repositories
        .of(project)
        .flatMap(
            repository ->
                store
                    .pull(repository, number)
                    .map(
                        pull ->
                            new Page(
                                opened(project, pull),
                                pull.body(),
                                store.diff(repository, number),
                                Said.all(pull.comments()))));
  }

  private static Opened opened(String project, StoredPull pull) {
    String state = pull.draft() && pull.isOpen() ? "draft" : pull.state();
    return new Opened(
        project,
        pull.number(),
        pull.title(),
        pull.head(),
        state,
        Millis.of(pull.created()),
        pull.comments().size());
  }
}
