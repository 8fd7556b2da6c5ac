package dev.nightshift.activities.git;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.eclipse.jgit.transport.CredentialsProvider;

/** Where a repository lives, and how to be let in; {@code url} never holds a secret. */
public record Remote(String url, Optional<CredentialsProvider> credentials) {
  public Remote {
    requireNonNull(url);
    requireNonNull(credentials);
  }
}
