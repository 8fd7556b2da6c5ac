package dev.nightshift.activities.github;

import static dev.nightshift.activities.github.GitHubDouble.node;
import static dev.nightshift.activities.github.GitHubDouble.whole;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.github.PullShelf.Kept;
import dev.nightshift.activities.github.PullShelf.Note;

/** How the double shows pull requests and comments: as GitHub's API does. */
final class PullView {
  /** What a merge makes. */
  static final String MERGE = "5eed".repeat(10);

  private final GitHubDouble host;

  PullView(GitHubDouble host) {
    this.host = host;
  }

  ObjectNode of(Note note) {
    ObjectNode body =
        node()
            .put("id", note.id())
            .put("body", note.body())
            .put("created_at", PullShelf.NOW)
            .put("updated_at", note.updated())
            .put(
                "issue_url",
                host.address() + "/repos/" + host.repository + "/issues/" + note.pull());
    body.set("user", host.person(note.author()));
    return whole("issue-comment", body);
  }

  ObjectNode of(Kept kept) {
    return whole("pull-request", body(kept).put("merged", kept.merged));
  }

  ObjectNode body(Kept kept) {
    ObjectNode body =
        node()
            .put("number", kept.number)
            .put("node_id", "PR_" + kept.number)
            .put("html_url", host.address() + "/" + host.repository + "/pull/" + kept.number)
            .put("url", host.address() + "/repos/" + host.repository + "/pulls/" + kept.number)
            .put("state", kept.open ? "open" : "closed")
            .put("title", kept.title)
            .put("body", kept.body)
            .put("draft", kept.draft)
            .put("merged_at", kept.merged ? PullShelf.NOW : null)
            .put("merge_commit_sha", kept.merged ? MERGE : null)
            .put("created_at", PullShelf.NOW)
            .put("updated_at", PullShelf.NOW);
    body.set("user", host.person(kept.author));
    body.putObject("head")
        .put("ref", kept.head)
        .put("label", host.owner() + ":" + kept.head)
        .put("sha", host.head(kept.head).orElse(kept.sha));
    body.putObject("base").put("ref", kept.base).put("label", host.owner() + ":" + kept.base);
    ArrayNode labels = body.putArray("labels");
    kept.labels.forEach(
        label ->
            labels
                .addObject()
                .put("id", 1)
                .put("node_id", "L")
                .put("url", host.address())
                .put("name", label)
                .put("description", "")
                .put("color", "ffffff")
                .put("default", false));
    ArrayNode reviewers = body.putArray("requested_reviewers");
    kept.reviewers.forEach(one -> reviewers.add(host.person(one)));
    ArrayNode teams = body.putArray("requested_teams");
    kept.teams.forEach(one -> teams.add(whole("team", node().put("slug", one).put("name", one))));
    return body;
  }
}
