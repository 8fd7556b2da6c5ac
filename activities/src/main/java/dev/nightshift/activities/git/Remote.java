package dev.nightshift.activities.git;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.transport.CredentialsProvider;

/** Where a repository lives, and how to be let in; {@code url} never holds a secret. */
public record Remote(String url, Optional<CredentialsProvider> credentials) {
  public Remote {
    requireNonNull(url);
    requireNonNull(credentials);
  }

  /** Where it is on this machine, if it is. */
  Optional<Path> folder() {
    return url.startsWith("file:") ? Optional.of(Path.of(URI.create(url))) : Optional.empty();
  }
}
