package dev.nightshift.activities.github;

import static dev.nightshift.activities.github.GitHubDouble.node;
import static dev.nightshift.activities.github.GitHubDouble.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The double's Git database: what is sent becomes blobs, trees, commits and branches of it. */
final class DatabaseDesk {
  private final GitHubDouble host;

  DatabaseDesk(GitHubDouble host) {
    this.host = host;
  }

  Answer answer(String what, JsonNode sent) throws IOException {
    try (Repository bare =
            new FileRepositoryBuilder().setGitDir(host.bare().toFile()).setBare().build();
        ObjectInserter inserter = bare.newObjectInserter()) {
      return switch (what) {
        case "blobs" -> blob(inserter, sent);
        case "trees" -> tree(bare, inserter, sent);
        case "commits" -> commit(inserter, sent);
        case "refs" -> ref(bare, sent);
        default -> Answer.no(404, "Not Found");
      };
    }
  }

  private Answer blob(ObjectInserter inserter, JsonNode sent) throws IOException {
    byte[] content =
        sent.path("encoding").asText().equals("base64")
            ? Base64.getMimeDecoder().decode(sent.path("content").asText())
            : sent.path("content").asText().getBytes(StandardCharsets.UTF_8);
    String id = inserter.insert(Constants.OBJ_BLOB, content).name();
    inserter.flush();
    return new Answer(201, whole("short-blob", node().put("sha", id).put("url", at("blobs", id))));
  }

  private Answer tree(Repository bare, ObjectInserter inserter, JsonNode sent) throws IOException {
    TreeMap<String, DirCacheEntry> files = new TreeMap<>();
    try (TreeWalk walk = new TreeWalk(bare)) {
      walk.addTree(ObjectId.fromString(sent.path("base_tree").asText()));
      walk.setRecursive(true);
      while (walk.next()) {
        put(files, walk.getPathString(), walk.getFileMode(0), walk.getObjectId(0));
      }
    }
    for (JsonNode one : sent.path("tree")) {
      String path = one.path("path").asText();
      if (one.has("sha") && one.path("sha").isNull()) {
        files.remove(path);
        continue;
      }
      ObjectId id =
          one.has("content")
              ? inserter.insert(
                  Constants.OBJ_BLOB, one.path("content").asText().getBytes(StandardCharsets.UTF_8))
              : ObjectId.fromString(one.path("sha").asText());
      put(files, path, FileMode.fromBits(Integer.parseInt(one.path("mode").asText(), 8)), id);
    }
    DirCache index = DirCache.newInCore();
    DirCacheBuilder builder = index.builder();
    files.values().forEach(builder::add);
    builder.finish();
    String id = index.writeTree(inserter).name();
    inserter.flush();
    return new Answer(201, whole("git-tree", node().put("sha", id).put("url", at("trees", id))));
  }

  private static void put(
      Map<String, DirCacheEntry> files, String path, FileMode mode, ObjectId id) {
    DirCacheEntry file = new DirCacheEntry(path);
    file.setFileMode(mode);
    file.setObjectId(id);
    files.put(path, file);
  }

  /** Signed, as GitHub does, where an app names nobody as author or committer. */
  private Answer commit(ObjectInserter inserter, JsonNode sent) throws IOException {
    PersonIdent sender =
        new PersonIdent(
            host.login,
            "4711+" + host.login + "@users.noreply.github.com",
            Instant.parse(PullShelf.NOW),
            ZoneOffset.UTC);
    CommitBuilder commit = new CommitBuilder();
    commit.setTreeId(ObjectId.fromString(sent.path("tree").asText()));
    sent.path("parents").forEach(one -> commit.addParentId(ObjectId.fromString(one.asText())));
    commit.setAuthor(sender);
    commit.setCommitter(
        new PersonIdent("GitHub", "noreply@github.com", sender.getWhenAsInstant(), ZoneOffset.UTC));
    commit.setMessage(sent.path("message").asText());
    String id = inserter.insert(commit).name();
    inserter.flush();
    if (host.login.endsWith("[bot]") && !sent.has("author") && !sent.has("committer")) {
      host.verified.add(id);
    }
    ObjectNode body =
        node()
            .put("sha", id)
            .put("url", at("commits", id))
            .put("message", sent.path("message").asText());
    body.putObject("verification").put("verified", host.verified.contains(id));
    return new Answer(201, whole("git-commit", body));
  }

  private Answer ref(Repository bare, JsonNode sent) throws IOException {
    String name = sent.path("ref").asText();
    if (bare.exactRef(name) != null) {
      return Answer.no(422, "Reference already exists");
    }
    RefUpdate update = bare.updateRef(name);
    update.setNewObjectId(ObjectId.fromString(sent.path("sha").asText()));
    update.update();
    ObjectNode body = node().put("ref", name).put("node_id", "R").put("url", at("refs", name));
    body.putObject("object")
        .put("type", "commit")
        .put("sha", sent.path("sha").asText())
        .put("url", at("commits", sent.path("sha").asText()));
    return new Answer(201, whole("git-ref", body));
  }

  private String at(String what, String id) {
    return host.address() + "/repos/" + host.repository + "/git/" + what + "/" + id;
  }
}
