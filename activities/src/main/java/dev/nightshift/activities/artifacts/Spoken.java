package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.artifacts.RunFacts.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a project says of a node for people: in its descriptions, its tags and its meta. */
final class Spoken {
  /** A letter quotes a sentence of it. */
  private static final int LONGEST = 300;

  private static final String SKIP = "nightshift:skip";
  private static final Set<String> TAGS = Set.of("pii", "sensitive");
  private static final List<String> MARKS = List.of("sensitive", "contains_pii", "pii");

  private Spoken() {}

  static Said of(Manifest.Node node, List<String> keys) {
    List<String> sensitive = new ArrayList<>();
    List<String> open = new ArrayList<>();
    note("*", node.json(), sensitive, open);
    node.columns().forEach((name, column) -> note(name, column, sensitive, open));
    return new Said(
        node.text("label"),
        brief(description(node)),
        owner(node.json()),
        loader(node),
        keys,
        sensitive,
        open,
        skip(node.json()));
  }

  /** By a tag, or by `meta: {nightshift: skip}`, `{skip: true}` or `{skip: why}` below it. */
  private static String skip(JsonNode said) {
    if (tags(said).anyMatch(SKIP::equals)) {
      return "tag " + SKIP;
    }
    return metas(said)
        .map(meta -> meta.path("nightshift"))
        .map(ours -> ours.isTextual() && ours.asText().equals("skip") ? ours : ours.path("skip"))
        .filter(mark -> mark.isTextual() || mark.asBoolean(false))
        .map(mark -> "meta.nightshift: " + brief(mark.isTextual() ? mark.asText() : "skip"))
        .findFirst()
        .orElse("");
  }

  /** A source's table speaks for itself, else its source does. */
  private static String description(Manifest.Node node) {
    String own = node.text("description");
    return own.isBlank() ? node.text("source_description") : own;
  }

  private static String loader(Manifest.Node node) {
    JsonNode loader = node.json().path("loader");
    return loader.isTextual() ? loader.asText() : "";
  }

  private static void note(String name, JsonNode said, List<String> sensitive, List<String> open) {
    List<Boolean> marks =
        metas(said)
            .flatMap(meta -> Stream.of(meta, meta.path("nightshift")))
            .flatMap(meta -> MARKS.stream().map(meta::path))
            .filter(mark -> mark.isBoolean() || mark.isTextual())
            .map(mark -> mark.asBoolean(false))
            .toList();
    if (marks.contains(true) || isTagged(said)) {
      sensitive.add(name);
    } else if (marks.contains(false)) {
      open.add(name);
    }
  }

  private static boolean isTagged(JsonNode said) {
    return tags(said).anyMatch(TAGS::contains);
  }

  private static Stream<String> tags(JsonNode said) {
    return Stream.of(said.path("tags"), said.path("config").path("tags"))
        .flatMap(tags -> tags.isTextual() ? Stream.of(tags.asText()) : texts(tags))
        .map(tag -> tag.toLowerCase(Locale.ROOT));
  }

  private static Stream<String> texts(JsonNode tags) {
    return Manifest.texts(tags).stream();
  }

  /** An address or a name, or an object with both; of an exposure the same stands in `owner`. */
  private static String owner(JsonNode node) {
    return Stream.concat(
            metas(node).map(meta -> meta.path("owner")),
            Stream.of(node.path("source_meta").path("owner"), node.path("owner")))
        .map(Spoken::named)
        .filter(owner -> !owner.isBlank())
        .findFirst()
        .orElse("");
  }

  private static String named(JsonNode owner) {
    if (owner.isTextual()) {
      return owner.asText().strip();
    }
    String name = owner.path("name").asText("").strip();
    JsonNode address = owner.path("email");
    String email = address.isArray() ? address.path(0).asText("") : address.asText("");
    if (name.isEmpty() || email.isBlank()) {
      return name + email.strip();
    }
    return name + " <" + email.strip() + ">";
  }

  /** dbt 1.10 moved it into the config, and writes both or either. */
  private static Stream<JsonNode> metas(JsonNode node) {
    return Stream.of(node.path("config").path("meta"), node.path("meta"));
  }

  private static String brief(String text) {
    String line = text.lines().map(String::strip).collect(Collectors.joining(" ")).strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }
}
