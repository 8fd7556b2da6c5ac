package dev.nightshift.activities.git;

import dev.nightshift.workflows.durable.ErrorKind;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** The repositories of the local code host: bare ones in a folder, {@code owner/name.git}. */
public record LocalRemotes(Path host) implements Remotes {
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*");

  @Override
  public Remote of(String repository) {
    return new Remote(folder(repository).toUri().toString(), Optional.empty());
  }

  /** The bare repository's folder; a name that is none, or leads elsewhere, is refused. */
  public Path folder(String repository) {
    return host.resolve(checked(repository) + ".git").toAbsolutePath();
  }

  /** The folder beside it, for pull requests and issues. */
  public Path beside(String repository) {
    return host.resolve(checked(repository)).toAbsolutePath();
  }

  private static String checked(String repository) {
    if (!NAME.matcher(repository).matches()
        || repository.contains("..")
        || repository.endsWith(".git")) {
      throw ErrorKind.BAD_INPUT.failure(
          "«" + repository + "» is no repository's name: write it as owner/name");
    }
    return repository;
  }
}
