package dev.nightshift.activities.github;

import static dev.nightshift.activities.github.GitHubDouble.node;
import static dev.nightshift.activities.github.GitHubDouble.whole;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/** What the double tells of its repository: itself, its files, its labels, who may what. */
final class RepositoryDesk {
  private final GitHubDouble host;

  RepositoryDesk(GitHubDouble host) {
    this.host = host;
  }

  Answer file(String path, String branch) {
    Optional<String> text = Files.isDirectory(host.bare()) ? text(branch, path) : Optional.empty();
    if (text.isEmpty()) {
      return Answer.no(404, "Not Found");
    }
    byte[] bytes = text.get().getBytes(StandardCharsets.UTF_8);
    return new Answer(
        200,
        whole(
            "content-file",
            node()
                .put("type", "file")
                .put("encoding", "base64")
                .put("size", bytes.length)
                .put("name", path.substring(path.lastIndexOf('/') + 1))
                .put("path", path)
                .put("content", Base64.getMimeEncoder().encodeToString(bytes))));
  }

  Answer permission(String who) {
    if (!host.people.containsKey(who)) {
      return Answer.no(404, who + " is not a user");
    }
    ObjectNode body =
        node().put("permission", host.people.get(who)).put("role_name", host.people.get(who));
    body.set(
        "user", whole("collaborator", host.person(who).put("role_name", host.people.get(who))));
    return new Answer(200, whole("repository-collaborator-permission", body));
  }

  Answer label(String name) {
    if (host.labels.contains(name)) {
      return Answer.invalid("Label", "name", "already_exists", "");
    }
    host.labels.add(name);
    return new Answer(201, whole("label", node().put("name", name)));
  }

  Answer itself() {
    ObjectNode body =
        node()
            .put("name", host.repository.substring(host.repository.indexOf('/') + 1))
            .put("full_name", host.movedTo.isEmpty() ? host.repository : host.movedTo)
            .put("html_url", host.address() + "/" + host.repository)
            .put("url", host.address() + "/repos/" + host.repository)
            .put("default_branch", "main")
            .put("archived", host.archived);
    body.putObject("permissions").put("admin", false).put("pull", true).put("push", host.mayPush);
    body.set("owner", host.person(host.owner()));
    return new Answer(200, whole("full-repository", body));
  }

  private Optional<String> text(String branch, String path) {
    try (Repository bare =
            new FileRepositoryBuilder().setGitDir(host.bare().toFile()).setBare().build();
        RevWalk commits = new RevWalk(bare)) {
      ObjectId tip = bare.resolve("refs/heads/" + branch);
      if (tip == null) {
        return Optional.empty();
      }
      try (TreeWalk walk = TreeWalk.forPath(bare, path, commits.parseCommit(tip).getTree())) {
        return walk == null
            ? Optional.empty()
            : Optional.of(
                new String(bare.open(walk.getObjectId(0)).getBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
