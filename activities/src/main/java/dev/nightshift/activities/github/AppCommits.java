package dev.nightshift.activities.github;

import dev.nightshift.activities.git.OwnBranches.HostCommits;
import java.util.Optional;
import java.util.regex.Pattern;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GHTreeBuilder;

/**
 * Commits that GitHub makes for an app. It signs them, and shows them as verified, because nobody
 * is named as their author or committer: the author is the app then, the committer it or GitHub.
 */
final class AppCommits implements HostCommits {
  private final Connection connection;
  private final GHRepository repository;

  AppCommits(Connection connection, GHRepository repository) {
    this.connection = connection;
    this.repository = repository;
  }

  @Override
  public Optional<String> make(Made commit) {
    return Refusals.asked(
        connection.name(),
        () -> {
          GHTreeBuilder tree = repository.createTree().baseTree(commit.below());
          for (Edit edit : commit.edits()) {
            if (!edit.isPlain()) {
              return Optional.empty();
            }
            if (edit.removes()) {
              tree.delete(edit.path());
            } else {
              tree.add(edit.path(), edit.content().getRawContent(), edit.isExecutable());
            }
          }
          if (!tree.create().getSha().equals(commit.tree())) {
            return Optional.empty();
          }
          return Optional.of(
              repository
                  .createCommit()
                  .message(commit.message())
                  .tree(commit.tree())
                  .parent(commit.parent())
                  .create()
                  .getSHA1());
        });
  }

  @Override
  public boolean begin(String branch, String commit) {
    return Refusals.asked(
        connection.name(),
        () -> {
          try {
            repository.createRef("refs/heads/" + branch, commit);
            return true;
          } catch (Said no) {
            if (no.says("already exists")) {
              return false;
            }
            throw no;
          }
        });
  }

  /** {@code 4711+shop[bot]@users.noreply.github.com}, of an Enterprise Server with its own host. */
  @Override
  public boolean isUs(String email) {
    return Pattern.matches(
        "(?i)\\d+\\+" + Pattern.quote(connection.login()) + "@users\\.noreply\\.[\\w.-]+", email);
  }

  @Override
  public boolean isHost(String email) {
    return Pattern.matches("(?i)noreply@[\\w.-]+", email);
  }
}
