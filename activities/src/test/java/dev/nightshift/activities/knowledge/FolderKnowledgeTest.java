package dev.nightshift.activities.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.artifacts.MemoryBlobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.DocumentedChange;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderKnowledgeTest {
  private static final String BLOCK =
      """
      match:
        test: accepted_values_stg_orders_channel*
        values: [kiosk]
      change:
        file: dbt_project.yml
        key: vars.channels
        operation: add
        value: kiosk
      """;

  @TempDir Path root;
  private final MemoryBlobs blobs = new MemoryBlobs();

  @Test
  void a_page_has_its_title_tags_prose_and_block() throws IOException {
    page(
        "a.md",
        "---\ntitle: Channels\ntags: [orders]\n---\nAdd it.\n\n```nightshift\n" + BLOCK + "```\n");
    Entry entry = entries().get(0);
    assertEquals(
        "a.md Channels [orders] Add it.",
        String.join(" ", entry.path(), entry.title(), entry.tags().toString(), entry.prose()));
    assertEquals(
        new DocumentedChange("dbt_project.yml", "vars.channels", "add", "kiosk"), entry.change());
    assertEquals(List.of("kiosk"), entry.match().values());
    assertEquals("", entry.problem());
  }

  @Test
  void another_text_is_another_version() throws IOException {
    page("a.md", "one");
    String first = entries().get(0).version();
    page("a.md", "two");
    assertNotEquals(first, entries().get(0).version());
  }

  @Test
  void a_bad_block_leaves_prose_and_says_why() throws IOException {
    page("a.md", block(BLOCK.replace("dbt_project.yml", "../x")));
    page("b.md", block(BLOCK.replace("test:", "tset:")));
    page("c.md", block("[unclosed"));
    page("d.md", block("match: {}"));
    page("e.md", block(BLOCK.replace("add", "explode")));
    page("f.md", block("match: &a {test: *a}"));
    page("g.md", block(BLOCK) + block(BLOCK));
    List<String> said =
        List.of(
            "not inside", "unknown key tset", "", "empty", "explode", "", "2 nightshift blocks");
    List<Entry> entries = entries();
    for (int i = 0; i < said.size(); i++) {
      Entry entry = entries.get(i);
      assertTrue(entry.change() == null && entry.match() == null, entry.path());
      assertTrue(
          !entry.problem().isEmpty() && entry.problem().contains(said.get(i)), entry.problem());
    }
  }

  @Test
  void a_block_may_add_a_row_to_a_seed_and_do_nothing_else_to_it() throws IOException {
    String row = BLOCK.replace("dbt_project.yml", "seeds/channels.csv").replace("kiosk", "kiosk,K");
    page("a.md", block(row.replace("  key: vars.channels\n", "")));
    page("b.md", block(row.replace("operation: add", "operation: remove")));
    page("c.md", block(BLOCK.replace("  key: vars.channels\n", "")));
    List<Entry> entries = entries();
    assertEquals(
        new DocumentedChange("seeds/channels.csv", "", "add", "kiosk,K"), entries.get(0).change());
    assertTrue(entries.get(1).problem().contains("a row can be added, and nothing else"));
    assertTrue(entries.get(2).problem().contains("change has no key"));
  }

  private static final String MAPPED =
      """
      match: {test: accepted_values_orders_channel_group*}
      change:
        file: models/orders.sql
        key: channel_group
        operation: add
        value:
          kiosk: in_store
          o'neill: in_store
          7: 12
          '7': null
      """;

  @Test
  void a_block_may_map_values_in_a_models_sql() throws IOException {
    page("a.md", block(MAPPED));
    assertEquals(
        new DocumentedChange(
            "models/orders.sql",
            "channel_group",
            "add",
            "'kiosk': 'in_store', 'o''neill': 'in_store', 7: 12, '7': null"),
        entries().get(0).change());
  }

  @Test
  void a_block_that_cannot_be_a_mapping_says_why() throws IOException {
    page("a.md", block(MAPPED.replace("add", "set")));
    page("b.md", block(MAPPED.replace("key: channel", "key: orders.channel")));
    page("c.md", block(MAPPED.replaceAll("(?s)value:.*", "value: kiosk")));
    page("d.md", block(MAPPED.replaceAll("(?s)value:.*", "value: {}")));
    page("e.md", block(MAPPED.replaceAll("(?s)value:.*", "")));
    page("f.md", block(MAPPED.replace("in_store", "[in_store]")));
    page("g.md", block(MAPPED.replace("in_store", "'{{ x }}'")));
    page("h.md", block(MAPPED.replace("'7':", "null:")));
    page("i.md", block(MAPPED.replace("models/orders.sql", "models/orders.yml")));
    List<String> said =
        List.of(
            "to what models/orders.sql maps values can be added, and nothing else",
            "the key orders.channel_group is not the name of a column alone",
            "what a model maps, its value, is not a mapping",
            "its value cannot stand in SQL: it maps 0 values, where 1 to 50 are taken",
            "change has no value",
            "[in_store] is not a single value that SQL can have",
            "Jinja stands in the text {{ x }}",
            "nothing is equal to null",
            "value is not a single value");
    List<Entry> entries = entries();
    for (int i = 0; i < said.size(); i++) {
      assertTrue(entries.get(i).change() == null, entries.get(i).path());
      assertTrue(entries.get(i).problem().contains(said.get(i)), entries.get(i).problem());
    }
  }

  @Test
  void no_folder_means_no_entries() {
    assertEquals(List.of(), entries());
  }

  @Test
  void a_link_out_of_the_repository_is_no_page(@TempDir Path elsewhere) throws IOException {
    page("a.md", "mine");
    Files.writeString(elsewhere.resolve("b.md"), "theirs");
    Files.createSymbolicLink(root.resolve(".nightshift/knowledge/b.md"), elsewhere.resolve("b.md"));
    assertEquals(List.of("a.md"), entries().stream().map(Entry::path).toList());
  }

  @Test
  void another_repository_is_read_as_of_the_newest_commit_of_its_branch() throws IOException {
    List<Workspace> opened = new ArrayList<>();
    Files.createDirectories(root.resolve("known"));
    Files.writeString(root.resolve("known/a.md"), "# Theirs");
    Settings.Project project =
        Settings.Project.of("shop", "r")
            .subfolder("transform")
            .knowledge(new Settings.Knowledge("known", "acme/wiki", "trunk", null, null))
            .made();
    FolderKnowledge knowledge =
        new FolderKnowledge(
            new Settings(root, null, null, List.of(project)),
            (workspace, attempt) -> {
              opened.add(workspace);
              return new FolderCheckouts(root, "").open(workspace, attempt);
            },
            blobs,
            (repository, branch) -> "newest of " + repository + " " + branch);
    BlobRef kept = knowledge.fetch(new Workspace("shop", "r", "transform", "c", null));
    assertEquals("Theirs", Entries.read(blobs.readText(kept)).all().get(0).title());
    assertEquals(
        List.of(new Workspace("shop", "acme/wiki", "", "newest of acme/wiki trunk", null)), opened);
  }

  @Test
  void a_folder_outside_the_repository_is_refused() {
    ApplicationFailure failure =
        assertThrows(ApplicationFailure.class, () -> entries("../elsewhere"));
    assertEquals(ErrorKind.BAD_INPUT, ErrorKind.of(failure));
  }

  private static String block(String yaml) {
    return "Prose.\n```nightshift\n" + yaml + "\n```\n";
  }

  private List<Entry> entries() {
    return entries(null);
  }

  private List<Entry> entries(String knowledge) {
    var project =
        Settings.Project.of("shop", "r").knowledge(Settings.Knowledge.in(knowledge)).made();
    var reader =
        new FolderKnowledge(
            new Settings(root, null, null, List.of(project)),
            new FolderCheckouts(root, ""),
            blobs,
            (repository, branch) -> "head");
    return Entries.read(blobs.readText(reader.fetch(new Workspace("shop", "r", "", "c", null))))
        .all();
  }

  private void page(String name, String text) throws IOException {
    Files.createDirectories(root.resolve(".nightshift/knowledge"));
    Files.writeString(root.resolve(".nightshift/knowledge").resolve(name), text);
  }
}
