package dev.nightshift.starter.hooks;

import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.github.Discussion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What GitHub has now, as a test says. */
final class FakeDiscussion implements Discussion {
  static final String US = "night-account";

  final Map<Long, Remark> remarks = new HashMap<>();
  final Map<Integer, Proposal> proposals = new HashMap<>();
  final Set<String> writers = new HashSet<>();
  final List<String> said = new ArrayList<>();
  RuntimeException trouble;

  @Override
  public Optional<Remark> remark(Project project, long id) {
    if (trouble != null) {
      throw trouble;
    }
    return Optional.ofNullable(remarks.get(id));
  }

  @Override
  public boolean mayWrite(Project project, String login) {
    return writers.contains(login);
  }

  @Override
  public Optional<Proposal> ours(Project project, int number) {
    return Optional.ofNullable(proposals.get(number));
  }

  @Override
  public boolean isUs(Project project, String login) {
    return login.equals(US);
  }

  @Override
  public void say(Project project, int number, String text) {
    said.add(text);
  }
}
