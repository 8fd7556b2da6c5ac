package dev.nightshift.starter.board;

import dev.nightshift.activities.codehost.PullStore;
import dev.nightshift.activities.codehost.StoredIssue;
import dev.nightshift.activities.configuration.Settings;
import java.util.List;
import java.util.Optional;

/** The issues of the embedded code host. */
public final class HostIssues implements Issues {
  private final Repositories repositories;
  private final PullStore store;

  public HostIssues(Settings settings, PullStore store) {
    this.repositories = new Repositories(settings);
    this.store = store;
  }

  @Override
  public List<Opened> latest() {
    return repositories.latest(
        (project, repository) ->
            store.issues(repository).stream().map(issue -> opened(project, issue)).toList(),
        Opened::at);
  }

  @Override
  public Optional<Page> page(String project, int number) {
    return repositories
        .of(project)
        .flatMap(repository -> store.issue(repository, number))
        .map(issue -> new Page(opened(project, issue), issue.body(), Said.all(issue.comments())));
  }

  private static Opened opened(String project, StoredIssue issue) {
    return new Opened(
        project,
        issue.number(),
        issue.title(),
        issue.author(),
        issue.state(),
        Millis.of(issue.created()),
        issue.comments().size());
  }
}
