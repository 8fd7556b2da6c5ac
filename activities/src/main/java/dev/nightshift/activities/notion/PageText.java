package dev.nightshift.activities.notion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A page of Notion as the markdown that a page in a folder is: its title and tags in front, its
 * blocks below, and a code block with the caption {@code nightshift} as the executable one.
 */
final class PageText {
  static final String EXECUTABLE = "nightshift";

  /** Deeper nesting, and more blocks, say nothing that a person would look for. */
  private static final int DEEPEST = 6;

  private static final int MOST_BLOCKS = 2_000;

  private final NotionApi api;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder executable = new StringBuilder();
  private int blocks;

  private PageText(NotionApi api) {
    this.api = api;
  }

  static String of(JsonNode page, NotionApi api) {
    PageText text = new PageText(api);
    text.blocks(page.path("id").asText(), "", 0);
    return front(page.path("properties")) + text.text + text.executable;
  }

  private static String front(JsonNode properties) {
    String title = "";
    List<String> tags = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      JsonNode value = property.getValue();
      if (value.path("type").asText().equals("title")) {
        title = plain(value.path("title")).replaceAll("\\s+", " ").strip();
      } else if (property.getKey().toLowerCase(Locale.ROOT).equals("tags")) {
        tags.addAll(names(value));
      }
    }
    return "---\ntitle: " + json(title) + "\ntags: " + json(tags) + "\n---\n\n";
  }

  private static List<String> names(JsonNode property) {
    JsonNode chosen = property.path(property.path("type").asText());
    List<String> names = new ArrayList<>();
    (chosen.isArray() ? chosen : List.of(chosen))
        .forEach(option -> names.add(option.path("name").asText()));
    names.removeIf(String::isEmpty);
    return names;
  }

  private void blocks(String parent, String indent, int depth) {
    if (depth > DEEPEST) {
      return;
    }
    for (JsonNode block : api.children(parent, MOST_BLOCKS - blocks)) {
      if (++blocks > MOST_BLOCKS) {
        return;
      }
      block(block, indent, depth);
    }
  }

  private void block(JsonNode block, String indent, int depth) {
    String type = block.path("type").asText();
    JsonNode is = block.path(type);
    String says = plain(is.path("rich_text"));
    switch (type) {
      case "heading_1" -> lines("# ", says, indent);
      case "heading_2" -> lines("## ", says, indent);
      case "heading_3", "heading_4" -> lines("### ", says, indent);
      case "bulleted_list_item" -> lines("- ", says, indent);
      case "numbered_list_item" -> lines("1. ", says, indent);
      case "to_do" -> lines(is.path("checked").asBoolean() ? "- [x] " : "- [ ] ", says, indent);
      case "quote", "callout" -> lines("", says, indent + "> ");
      case "code" -> code(is, says, indent);
      case "divider" -> lines("", "---", indent);
      case "equation" -> lines("", is.path("expression").asText(), indent);
      case "table" -> table(block, indent);
      case "child_page", "child_database" -> lines("", is.path("title").asText(), indent);
      default -> lines("", says.isEmpty() ? elsewhere(is) : says, indent);
    }
    if (block.path("has_children").asBoolean() && !type.equals("table") && !apart(type)) {
      blocks(below(block), indent + indentOf(type), depth + 1);
    }
  }

  /** Pages of their own are entries of their own, where the data source has them. */
  private static boolean apart(String type) {
    return type.equals("child_page") || type.equals("child_database");
  }

  /** A copy of a synced block has its content where the original is. */
  private static String below(JsonNode block) {
    String original = block.path("synced_block").path("synced_from").path("block_id").asText("");
    return original.isEmpty() ? block.path("id").asText() : original;
  }

  private static String indentOf(String type) {
    return switch (type) {
      case "bulleted_list_item", "numbered_list_item", "to_do" -> "  ";
      case "quote", "callout" -> "> ";
      default -> "";
    };
  }

  /** What a bookmark, an embedded thing or a picture leads to, and what was written below it. */
  private static String elsewhere(JsonNode is) {
    String url = is.path("url").asText(is.path("external").path("url").asText(""));
    String caption = plain(is.path("caption"));
    return caption.isEmpty() ? url : url.isEmpty() ? caption : caption + ": " + url;
  }

  private void code(JsonNode is, String says, String indent) {
    if (plain(is.path("caption")).strip().equals(EXECUTABLE)) {
      // At the end and at the margin, wherever it was: within a list it would be no block of ours.
      executable.append("\n```").append(EXECUTABLE).append('\n');
      says.lines().forEach(line -> executable.append(unfenced(line)).append('\n'));
      executable.append("```\n");
      return;
    }
    String language = is.path("language").asText().replaceAll("[^a-z0-9+#-]", "");
    text.append(indent)
        .append("```")
        .append(language.equals(EXECUTABLE) ? "" : language)
        .append('\n');
    says.lines().forEach(line -> text.append(indent).append(unfenced(line)).append('\n'));
    text.append(indent).append("```\n\n");
  }

  private void table(JsonNode block, String indent) {
    boolean first = true;
    for (JsonNode row : api.children(block.path("id").asText(), MOST_BLOCKS - blocks)) {
      blocks++;
      List<String> cells = new ArrayList<>();
      row.path("table_row")
          .path("cells")
          .forEach(cell -> cells.add(plain(cell).replaceAll("\\s+", " ").replace("|", "\\|")));
      text.append(indent).append("| ").append(String.join(" | ", cells)).append(" |\n");
      if (first) {
        text.append(indent).append("|").append(" --- |".repeat(cells.size())).append('\n');
      }
      first = false;
    }
    text.append('\n');
  }

  private void lines(String mark, String says, String indent) {
    if (says.isBlank()) {
      return;
    }
    String next = " ".repeat(mark.length());
    String before = mark;
    for (String line : says.lines().toList()) {
      text.append(indent).append(unfenced(before + line)).append('\n');
      before = mark.startsWith("#") ? "" : next;
    }
    text.append('\n');
  }

  /** Words never begin or end a block: only a block of Notion does. */
  private static String unfenced(String line) {
    return line.startsWith("```") ? " " + line : line;
  }

  private static String plain(JsonNode richText) {
    StringBuilder all = new StringBuilder();
    richText.forEach(part -> all.append(part.path("plain_text").asText()));
    return all.toString();
  }

  private static String json(Object value) {
    try {
      return Converter.json().writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("texts are JSON", impossible);
    }
  }
}
