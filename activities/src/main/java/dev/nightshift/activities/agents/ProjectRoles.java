package dev.nightshift.activities.agents;

import static java.util.stream.Collectors.joining;

import dev.nightshift.activities.configuration.Role;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Roles;
import dev.nightshift.workflows.values.Workspace;
import java.util.List;
import java.util.function.Predicate;

/** Who works in a role, by {@code nightshift.yml} and by the project's files of agents. */
public final class ProjectRoles implements Roles {
  private final Settings settings;
  private final AgentFiles files;

  public ProjectRoles(Settings settings, Checkouts checkouts) {
    this.settings = settings;
    this.files = new AgentFiles(checkouts);
  }

  @Override
  public Worker worker(Workspace workspace, String role, String engines) {
    Role said = Role.named(role, settings.needed(workspace.project()).roles());
    AgentFile file = files.of(workspace).working(role);
    String named = said.engine().isEmpty() ? file.engine() : said.engine();
    List<String> all = Engines.named(named.isEmpty() ? engines : named);
    Predicate<String> keeps = one -> !AgentFile.thinksByItself(one) || file.mayWrite();
    List<String> left = all.stream().filter(keeps).toList();
    return new Worker(
        left.isEmpty() ? "rules" : String.join(",", left), said.limits(), told(file, all, keeps));
  }

  private static String told(AgentFile file, List<String> all, Predicate<String> keeps) {
    String out = all.stream().filter(keeps.negate()).collect(joining(", "));
    return out.isEmpty()
        ? ""
        : file.name()
            + " may not write by its file, which "
            + out
            + " cannot be kept from: it is left out.";
  }
}
