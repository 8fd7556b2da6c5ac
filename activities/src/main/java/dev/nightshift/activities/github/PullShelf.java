package dev.nightshift.activities.github;

import static dev.nightshift.activities.github.GitHubDouble.array;
import static dev.nightshift.activities.github.GitHubDouble.node;
import static dev.nightshift.activities.github.GitHubDouble.whole;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.git.BareRepository;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pull requests of the double, and what was said below them. */
final class PullShelf {
  private static final Pattern NUMBERED = Pattern.compile("/(pulls|issues)/(\\d+)(/[a-z_]+)?");

  /** Of a body, in characters. */
  private static final int LONGEST = 65_536;

  static final String NOW = "2026-11-28T02:00:00Z";

  final List<Kept> all = new ArrayList<>();
  final Map<Long, Note> comments = new LinkedHashMap<>();
  private final GitHubDouble host;
  private final PullView view;

  PullShelf(GitHubDouble host) {
    this.host = host;
    this.view = new PullView(host);
  }

  /** A pull request. */
  static final class Kept {
    int number;
    String title;
    String body;
    String head;
    String base;
    String author;
    String sha;
    boolean draft;
    boolean open = true;
    boolean merged;
    final List<String> labels = new ArrayList<>();
    final List<String> reviewers = new ArrayList<>();
    final List<String> teams = new ArrayList<>();
  }

  /** A comment. */
  record Note(long id, int pull, String author, String body, String updated) {}

  Kept only() {
    if (all.size() != 1) {
      throw new IllegalStateException(all.size() + " pull requests");
    }
    return all.get(0);
  }

  List<String> said() {
    return comments.values().stream().map(Note::body).toList();
  }

  List<String> saidBelow(int pull) {
    return comments.values().stream().filter(note -> note.pull() == pull).map(Note::body).toList();
  }

  Note say(int pull, String author, String body) {
    long id = 1000L + comments.size();
    Note note = new Note(id, pull, author, body, NOW);
    comments.put(id, note);
    return note;
  }

  Kept make(String author, String head, String base) {
    Kept kept = new Kept();
    kept.number = all.size() + 1;
    kept.title = "t";
    kept.body = "b";
    kept.author = author;
    kept.head = head;
    kept.base = base;
    kept.sha = host.head(head).orElse("0".repeat(40));
    all.add(kept);
    return kept;
  }

  Answer answer(String method, String below, JsonNode sent, Map<String, String> query) {
    if (below.equals("/pulls")) {
      return method.equals("GET") ? list(query) : open(sent);
    }
    Matcher comment = Pattern.compile("/issues/comments/(\\d+)").matcher(below);
    if (comment.matches()) {
      return Optional.ofNullable(comments.get(Long.valueOf(comment.group(1))))
          .map(note -> new Answer(200, view.of(note)))
          .orElse(Answer.no(404, "Not Found"));
    }
    Matcher at = NUMBERED.matcher(below);
    if (!at.matches()) {
      return Answer.no(404, "Not Found");
    }
    Optional<Kept> kept =
        all.stream().filter(one -> one.number == Integer.parseInt(at.group(2))).findFirst();
    if (kept.isEmpty()) {
      return Answer.no(404, "Not Found");
    }
    String part = Optional.ofNullable(at.group(3)).orElse("");
    return switch (method + part) {
      case "GET" -> new Answer(200, view.of(kept.get()));
      case "PATCH" -> change(kept.get(), sent, at.group(1).equals("issues"));
      case "GET/files" -> files(kept.get());
      case "POST/requested_reviewers" -> review(kept.get(), sent);
      case "POST/labels" -> labelled(kept.get(), sent);
      case "GET/comments" -> commentsOf(kept.get());
      case "POST/comments" ->
          new Answer(201, view.of(say(kept.get().number, host.login, sent.path("body").asText())));
      default -> Answer.no(404, "Not Found");
    };
  }

  /** The one mutation that we send. */
  Answer graphql(JsonNode sent) {
    String id = sent.at("/variables/pull").asText();
    Optional<Kept> kept = all.stream().filter(one -> id.equals("PR_" + one.number)).findFirst();
    if (!sent.path("query").asText().contains("markPullRequestReadyForReview") || kept.isEmpty()) {
      ObjectNode body = node();
      body.putArray("errors")
          .addObject()
          .put("type", "NOT_FOUND")
          .put("message", "Could not resolve to a node with the global id of '" + id + "'.");
      return new Answer(200, body);
    }
    kept.get().draft = false;
    ObjectNode body = node();
    body.putObject("data")
        .putObject("markPullRequestReadyForReview")
        .putObject("pullRequest")
        .put("isDraft", false);
    return new Answer(200, body);
  }

  private Answer list(Map<String, String> query) {
    ArrayNode list = array();
    String head = query.getOrDefault("head", "");
    for (Kept kept : all) {
      boolean state =
          query.getOrDefault("state", "open").equals("all")
              || kept.open == query.getOrDefault("state", "open").equals("open");
      if (state && (head.isEmpty() || head.equals(host.owner() + ":" + kept.head))) {
        list.insert(0, whole("pull-request-simple", view.body(kept)));
      }
    }
    return new Answer(200, list);
  }

  private Answer open(JsonNode sent) {
    String head = sent.path("head").asText();
    String base = sent.path("base").asText();
    if (host.head(head).isEmpty()) {
      return Answer.invalid("PullRequest", "head", "invalid", "");
    }
    if (host.head(base).isEmpty()) {
      return Answer.invalid("PullRequest", "base", "invalid", "");
    }
    if (host.head(head).equals(host.head(base))) {
      return Answer.invalid(
          "PullRequest", "", "custom", "No commits between " + base + " and " + head);
    }
    if (all.stream().anyMatch(one -> one.open && one.head.equals(head) && one.base.equals(base))) {
      return Answer.invalid(
          "PullRequest",
          "",
          "custom",
          "A pull request already exists for " + host.owner() + ":" + head + ".");
    }
    if (isTooLong(sent)) {
      return tooLong();
    }
    if (sent.path("draft").asBoolean() && !host.takesDrafts) {
      return Answer.no(422, "Draft pull requests are not supported in this repository.");
    }
    Kept kept = make(host.login, head, base);
    kept.title = sent.path("title").asText();
    kept.body = sent.path("body").asText();
    kept.draft = sent.path("draft").asBoolean();
    return new Answer(201, view.of(kept));
  }

  private static boolean isTooLong(JsonNode sent) {
    String body = sent.path("body").asText();
    return body.codePointCount(0, body.length()) > LONGEST;
  }

  private static Answer tooLong() {
    return Answer.invalid(
        "PullRequest",
        "body",
        "custom",
        "body is too long (maximum is " + LONGEST + " characters)");
  }

  private Answer change(Kept kept, JsonNode sent, boolean asIssue) {
    if (isTooLong(sent)) {
      return tooLong();
    }
    kept.title = sent.path("title").asText(kept.title);
    kept.body = sent.path("body").asText(kept.body);
    kept.open = sent.path("state").asText(kept.open ? "open" : "closed").equals("open");
    return new Answer(
        200,
        asIssue
            ? whole("issue", node().put("number", kept.number).put("state", "closed"))
            : view.of(kept));
  }

  private Answer files(Kept kept) {
    ArrayNode files = array();
    String diff = BareRepository.diff(host.bare(), kept.base, kept.head, kept.sha);
    Matcher name = Pattern.compile("(?m)^\\+\\+\\+ b/(.*)$").matcher(diff);
    while (name.find()) {
      files.add(
          whole("diff-entry", node().put("filename", name.group(1)).put("status", "modified")));
    }
    return new Answer(200, files);
  }

  private Answer review(Kept kept, JsonNode sent) {
    List<String> people = texts(sent.path("reviewers"));
    List<String> teams = texts(sent.path("team_reviewers"));
    if (people.contains(kept.author)) {
      return Answer.no(422, "Review cannot be requested from pull request author.");
    }
    boolean strangers =
        !host.people.keySet().containsAll(people)
            || teams.stream().anyMatch(team -> !host.people.containsKey(host.owner() + "/" + team));
    if (strangers) {
      return Answer.no(
          422, "Reviews may only be requested from collaborators. One or more of them are not.");
    }
    kept.reviewers.addAll(people);
    kept.teams.addAll(teams);
    return new Answer(201, whole("pull-request-simple", view.body(kept)));
  }

  private Answer labelled(Kept kept, JsonNode sent) {
    kept.labels.addAll(texts(sent.isArray() ? sent : sent.path("labels")));
    ArrayNode list = array();
    kept.labels.forEach(label -> list.add(whole("label", node().put("name", label))));
    return new Answer(200, list);
  }

  private Answer commentsOf(Kept kept) {
    ArrayNode list = array();
    comments.values().stream()
        .filter(note -> note.pull() == kept.number)
        .forEach(note -> list.add(view.of(note)));
    return new Answer(200, list);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(one -> texts.add(one.asText()));
    return texts;
  }
}
