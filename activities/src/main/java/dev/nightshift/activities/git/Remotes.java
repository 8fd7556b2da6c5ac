package dev.nightshift.activities.git;

/** From a repository's name in the configuration to its remote. */
@FunctionalInterface
public interface Remotes {
  Remote of(String repository);
}
