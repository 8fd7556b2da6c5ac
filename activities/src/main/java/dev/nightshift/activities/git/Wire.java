package dev.nightshift.activities.git;

import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/** What goes between a mirror and its remote. */
final class Wire {
  private static final List<RefSpec> BRANCHES = List.of(new RefSpec("+refs/heads/*:refs/heads/*"));

  /** A silent connection is given up before the activity is. */
  private static final int TIMEOUT_SECONDS = 30;

  private Wire() {}

  static void fetch(Repository mirror, Remote remote, String repository) throws IOException {
    try (Transport transport = open(mirror, remote, repository)) {
      transport.setRemoveDeletedRefs(true);
      transport.setTagOpt(TagOpt.NO_TAGS);
      transport.fetch(NullProgressMonitor.INSTANCE, BRANCHES);
    } catch (TransportException e) {
      throw failure(repository, remote, e);
    }
  }

  /** Sets the remote's branch, if it still is where {@code expected} says; zero means absent. */
  static RemoteRefUpdate push(
      Repository mirror,
      Remote remote,
      String repository,
      ObjectId commit,
      String branch,
      ObjectId expected)
      throws IOException {
    boolean replaces = !expected.equals(ObjectId.zeroId());
    RemoteRefUpdate update =
        new RemoteRefUpdate(mirror, null, commit, "refs/heads/" + branch, replaces, null, expected);
    try (Transport transport = open(mirror, remote, repository)) {
      transport.push(NullProgressMonitor.INSTANCE, List.of(update));
    } catch (TransportException e) {
      throw failure(repository, remote, e);
    }
    return update;
  }

  private static Transport open(Repository mirror, Remote remote, String repository)
      throws IOException {
    try {
      Transport transport = Transport.open(mirror, new URIish(remote.url()));
      transport.setTimeout(TIMEOUT_SECONDS);
      remote.credentials().ifPresent(transport::setCredentialsProvider);
      return transport;
    } catch (URISyntaxException e) {
      throw ErrorKind.BAD_INPUT.failure("the address of " + repository + " cannot be read", e);
    } catch (TransportException e) {
      throw failure(repository, remote, e);
    }
  }

  /** On the local host a person makes it. */
  private static String absent(Remote remote) {
    return remote
        .folder()
        .map(folder -> " on the local code host: git clone --bare YOUR/REPO '" + folder + "'")
        .orElse(" at its host");
  }

  private static RuntimeException failure(String repository, Remote remote, TransportException e) {
    if (e instanceof NoRemoteRepositoryException) {
      return ErrorKind.NOT_FOUND.failure(
          "there is no repository " + repository + absent(remote) + "; check projects[].repository",
          e);
    }
    String says = Optional.ofNullable(e.getMessage()).orElse("").toLowerCase(Locale.ROOT);
    if (says.contains("not authorized") || says.contains("auth fail")) {
      return ErrorKind.UNAUTHORIZED.failure(
          "the host of " + repository + " does not let us in; check its token", e);
    }
    if (says.contains("not permitted")) {
      return ErrorKind.UNAUTHORIZED.failure(
          "the host of "
              + repository
              + " knows us and does not let us do this: its token needs «Contents» with write"
              + " access",
          e);
    }
    return ErrorKind.UNAVAILABLE.failure(
        "the host of " + repository + " cannot be reached now: " + e.getMessage(), e);
  }
}
