package dev.nightshift.activities.github;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import org.kohsuke.github.GHException;

/** What GitHub refuses, in words that say what a person can do about it. */
final class Refusals {
  static final String CREDENTIALS =
      "give "
          + Connections.TOKEN
          + " a token that is valid (fine-grained: «Contents», «Pull requests» and «Issues» with"
          + " write access to the repository; classic: `repo`), or use an app with "
          + Connections.APP_KEY;

  private Refusals() {}

  /** Something that asks GitHub. */
  @FunctionalInterface
  interface Asking<T> {
    T get() throws IOException;
  }

  /** Asks, and turns what is no success into a failure of ours. */
  static <T> T asked(String repository, Asking<T> asking) {
    try {
      return asking.get();
    } catch (Said said) {
      throw failure(repository, said);
    } catch (GHException paging) {
      // While it pages, the library wraps what went wrong.
      if (paging.getCause() instanceof Said said) {
        throw failure(repository, said);
      }
      throw unreadable(repository, paging);
    } catch (IOException strange) {
      throw unreadable(repository, strange);
    }
  }

  private static RuntimeException unreadable(String repository, Exception strange) {
    return ErrorKind.UNAVAILABLE.failure(
        "what GitHub says of " + repository + " cannot be read: " + strange, strange);
  }

  static RuntimeException failure(String repository, Said said) {
    String what = "GitHub said no to " + said.asked() + " (" + said.sentence() + "): ";
    return switch (said.status()) {
      case 301, 302, 307, 308 ->
          ErrorKind.NOT_FOUND.failure(
              repository + " has moved on GitHub: write its new name as projects[].repository",
              said);
      case 401 -> ErrorKind.UNAUTHORIZED.failure(what + CREDENTIALS, said);
      case 403 -> forbidden(repository, what, said);
      case 404, 410, 451 ->
          ErrorKind.NOT_FOUND.failure(
              what
                  + repository
                  + " or this part of it is gone, was renamed, or is not shown to us: check"
                  + " projects[].repository, and that the token or the app may see it",
              said);
      case 409 -> ErrorKind.UNAVAILABLE.failure(what + "something else goes on there", said);
      default -> ErrorKind.REFUSED.failure(what + "see what it objects to", said);
    };
  }

  private static RuntimeException forbidden(String repository, String what, Said said) {
    if (said.says("archived")) {
      return ErrorKind.REFUSED.failure(
          what
              + repository
              + " is archived, so nothing can be published there: unarchive it, or take the project"
              + " out of nightshift.yml",
          said);
    }
    String signOn = said.header("X-GitHub-SSO");
    if (!signOn.isEmpty()) {
      return ErrorKind.UNAUTHORIZED.failure(
          what + "let the token into the organisation's single sign-on (" + signOn + ")", said);
    }
    String wanted = said.header("X-Accepted-GitHub-Permissions");
    String scopes = said.header("X-Accepted-OAuth-Scopes");
    String missing =
        !wanted.isEmpty()
            ? "it needs the permission " + wanted
            : scopes.isEmpty() ? CREDENTIALS : "a classic token needs one of the scopes " + scopes;
    return ErrorKind.UNAUTHORIZED.failure(what + missing, said);
  }
}
