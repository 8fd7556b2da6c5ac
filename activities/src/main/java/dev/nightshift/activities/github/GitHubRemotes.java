package dev.nightshift.activities.github;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.git.Remote;
import dev.nightshift.activities.git.Remotes;
import java.net.URI;
import java.util.Optional;
import org.eclipse.jgit.errors.UnsupportedCredentialItem;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.URIish;

/** Where GitHub's repositories are cloned from; those of other projects are elsewhere. */
public final class GitHubRemotes implements Remotes {
  /** What GitHub wants as the name beside any kind of token. */
  private static final String NAME = "x-access-token";

  private final Settings settings;
  private final Connections connections;
  private final Remotes others;

  public GitHubRemotes(Settings settings, Connections connections, Remotes others) {
    this.settings = settings;
    this.connections = connections;
    this.others = others;
  }

  @Override
  public Remote of(String repository) {
    return settings.projects().stream()
        .filter(project -> project.host().isGitHub() && names(project, repository))
        .findFirst()
        .map(project -> remote(project, repository))
        .orElseGet(() -> others.of(repository));
  }

  /** A team's knowledge lives where its code does. */
  private static boolean names(Project project, String repository) {
    return project.repository().equals(repository) || project.knowledge().git().equals(repository);
  }

  private Remote remote(Project project, String repository) {
    URI address = URI.create(project.host().git() + "/" + repository + ".git");
    Access access = connections.of(project).access();
    return new Remote(address.toString(), Optional.of(new Token(address, access)));
  }

  /** Given to the host that the configuration names, and to none that it sends us to. */
  private static final class Token extends CredentialsProvider {
    private final URI address;
    private final Access access;

    Token(URI address, Access access) {
      this.address = address;
      this.access = access;
    }

    @Override
    public boolean isInteractive() {
      return false;
    }

    @Override
    public boolean supports(CredentialItem... items) {
      for (CredentialItem item : items) {
        if (!(item instanceof CredentialItem.Username)
            && !(item instanceof CredentialItem.Password)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public boolean get(URIish asking, CredentialItem... items) {
      if (!address.getScheme().equals(asking.getScheme())
          || !address.getHost().equalsIgnoreCase(asking.getHost())
          || address.getPort() != asking.getPort()) {
        return false;
      }
      for (CredentialItem item : items) {
        if (item instanceof CredentialItem.Username name) {
          name.setValue(NAME);
        } else if (item instanceof CredentialItem.Password password) {
          password.setValue(access.token().toCharArray());
        } else {
          throw new UnsupportedCredentialItem(asking, item.getPromptText());
        }
      }
      return true;
    }
  }
}
