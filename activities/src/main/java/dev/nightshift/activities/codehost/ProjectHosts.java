package dev.nightshift.activities.codehost;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.CodeHost;
import dev.nightshift.workflows.values.Pull;
import java.util.List;
import java.util.Map;

/** For each project the host that its code is on. */
public final class ProjectHosts implements CodeHost {
  private final Settings settings;
  private final Map<String, CodeHost> hosts;

  /** {@code hosts} by their kind in the configuration. */
  public ProjectHosts(Settings settings, Map<String, CodeHost> hosts) {
    this.settings = settings;
    this.hosts = Map.copyOf(hosts);
  }

  @Override
  public String publishBranch(Publication publication) {
    return of(publication).publishBranch(publication);
  }

  @Override
  public Pull openPull(PullRequest request) {
    return of(request.publication()).openPull(request);
  }

  @Override
  public Pull reword(PullRequest request, Pull draft) {
    return of(request.publication()).reword(request, draft);
  }

  @Override
  public Pull markReady(PullRequest request, Pull draft) {
    return of(request.publication()).markReady(request, draft);
  }

  @Override
  public List<Pull> openPulls(String project) {
    return of(project).openPulls(project);
  }

  @Override
  public Pull comment(String project, Pull pull, String comment) {
    return of(project).comment(project, pull, comment);
  }

  @Override
  public Pull close(String project, Pull pull, String comment) {
    return of(project).close(project, pull, comment);
  }

  @Override
  public Standing look(String project, Pull pull) {
    return of(project).look(project, pull);
  }

  private CodeHost of(Publication publication) {
    if (publication == null || publication.patched() == null) {
      throw ErrorKind.BAD_INPUT.failure("there is no patch to publish");
    }
    return of(publication.patched().project());
  }

  private CodeHost of(String project) {
    return hosts.get(settings.needed(project).host().kind());
  }
}
