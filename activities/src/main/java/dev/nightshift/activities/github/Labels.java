package dev.nightshift.activities.github;

import java.io.IOException;
import java.util.List;
import org.kohsuke.github.GHLabel;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The labels that our pull requests carry. */
final class Labels {
  private static final Logger log = LoggerFactory.getLogger(Labels.class);
  private static final String COLOUR = "1d3557";
  private static final String MEANING = "Proposed by Nightshift";

  private Labels() {}

  /** Makes those that are missing, and sets them; without the right to, the rest goes on. */
  static void set(GHRepository repository, GHPullRequest pull, List<String> wanted)
      throws IOException {
    List<String> there = pull.getLabels().stream().map(GHLabel::getName).toList();
    List<String> missing =
        wanted.stream().filter(one -> there.stream().noneMatch(one::equalsIgnoreCase)).toList();
    if (missing.isEmpty()) {
      return;
    }
    try {
      for (String label : missing) {
        make(repository, label);
      }
      pull.addLabels(missing.toArray(String[]::new));
    } catch (Said no) {
      log.warn("pull request {} has no labels: {}", pull.getNumber(), no.sentence());
    }
  }

  private static void make(GHRepository repository, String label) throws IOException {
    try {
      repository.createLabel(label, COLOUR, MEANING);
    } catch (Said no) {
      if (!no.objectsTo("name", "already_exists")) {
        throw no;
      }
    }
  }
}
