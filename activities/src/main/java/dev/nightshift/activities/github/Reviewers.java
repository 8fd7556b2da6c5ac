package dev.nightshift.activities.github;

import dev.nightshift.activities.configuration.Settings.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHPullRequestFileDetail;
import org.kohsuke.github.GHRepository;

/** Asks for a review: never our own account, and never at the price of the pull request. */
final class Reviewers {
  /** What GitHub takes for one pull request. */
  private static final int MOST = 15;

  private final Connection connection;

  Reviewers(Connection connection) {
    this.connection = connection;
  }

  /** Asks whom it should; those that GitHub does not let us ask are given back. */
  List<String> request(GHRepository repository, GHPullRequest pull) throws IOException {
    if (!pull.getRequestedReviewers().isEmpty() || !pull.getRequestedTeams().isEmpty()) {
      return List.of();
    }
    List<String> wanted =
        wanted(repository, pull).stream().filter(one -> !connection.isUs(one)).limit(MOST).toList();
    if (wanted.isEmpty() || asked(pull, wanted)) {
      return List.of();
    }
    // One of them spoils it for all: whoever can be asked is asked.
    List<String> refused = new ArrayList<>();
    for (String one : wanted) {
      if (!asked(pull, List.of(one))) {
        refused.add(one);
      }
    }
    return refused;
  }

  private Set<String> wanted(GHRepository repository, GHPullRequest pull) throws IOException {
    Host host = connection.project().host();
    if (!host.codeOwners()) {
      return new LinkedHashSet<>(host.reviewers());
    }
    String text = owners(repository, pull.getBase().getRef());
    if (text.isEmpty()) {
      return Set.of();
    }
    List<String> files =
        pull.listFiles().toList().stream().map(GHPullRequestFileDetail::getFilename).toList();
    return CodeOwners.parse(text).of(files);
  }

  private static String owners(GHRepository repository, String branch) throws IOException {
    for (String place : CodeOwners.PLACES) {
      try {
        return new String(
            repository.getFileContent(place, branch).read().readAllBytes(), StandardCharsets.UTF_8);
      } catch (Said absent) {
        if (absent.status() != 404) {
          throw absent;
        }
      }
    }
    return "";
  }

  private boolean asked(GHPullRequest pull, Collection<String> wanted) {
    List<String> people = wanted.stream().filter(one -> !one.contains("/")).toList();
    List<String> teams =
        wanted.stream()
            .filter(one -> one.contains("/"))
            .map(one -> one.substring(one.indexOf('/') + 1))
            .toList();
    try {
      connection.ask(
          "POST",
          "/pulls/" + pull.getNumber() + "/requested_reviewers",
          Map.of("reviewers", people, "team_reviewers", teams));
      return true;
    } catch (Said no) {
      if (no.status() == 422 || no.status() == 403) {
        return false;
      }
      throw no;
    }
  }
}
