package dev.nightshift.starter.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.codehost.LocalHost;
import dev.nightshift.activities.codehost.PullStore;
import dev.nightshift.activities.codehost.StoredPull;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.FakeDoors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.eclipse.jgit.util.FS;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class KnowledgeCommandTest {
  private static final String PROJECT =
      """
        - name: shop
          repository: acme/shop
          warehouse: {kind: duckdb, path: shop.duckdb}
      """;

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Else JGit measures the clock in the background, in a folder that is deleted meanwhile. */
  @BeforeAll
  static void measure(@TempDir Path place) {
    FS.FileStoreAttributes.get(place);
  }

  @BeforeEach
  void prepare() throws IOException {
    write("nightshift.yml", "projects:\n" + PROJECT);
    write("shop/dbt_project.yml", "name: shop");
    write("shop/.nightshift/knowledge/a.md", "# Late on Mondays\n\nWait.");
    write(
        "shop/.nightshift/knowledge/b.md",
        """
        # Kiosks
        ```nightshift
        match: {test: accepted_values_*, values: [kiosk]}
        change: {file: dbt_project.yml, key: vars.channels, operation: add, value: kiosk}
        ```
        """);
    host("shop");
  }

  @Test
  void each_page_is_shown_with_what_it_does() {
    assertEquals(0, knowledge(), out());
    assertTrue(out().contains("Late on Mondays\n  a.md, version "), out());
    assertTrue(out().contains("words: a person is pointed to it"), out());
    assertTrue(out().contains("does: add kiosk at vars.channels of dbt_project.yml"), out());
  }

  @Test
  void a_row_is_shown_with_its_seed() throws IOException {
    write(
        "wiki/known/d.md",
        """
        # Kiosks
        ```nightshift
        match: {test: ways}
        change: {file: seeds/ways.csv, operation: add, value: "kiosk,K"}
        ```
        """);
    host("wiki");
    write(
        "nightshift.yml",
        "projects:\n" + PROJECT + "    knowledge: {git: acme/wiki, folder: known}\n");
    assertEquals(0, knowledge(), out());
    assertTrue(out().contains("does: add kiosk,K to seeds/ways.csv"), out());
  }

  @Test
  void a_page_whose_block_cannot_be_used_is_told_and_fails() throws IOException {
    write("wiki/known/c.md", "# Wrong\n```nightshift\nmatch: {}\n```\n");
    host("wiki");
    write(
        "nightshift.yml",
        "projects:\n" + PROJECT + "    knowledge: {git: acme/wiki, folder: known}\n");
    assertEquals(1, knowledge(), out());
    assertTrue(out().contains("✗ its nightshift block cannot be used: match is empty"), out());
  }

  @Test
  void of_several_projects_one_is_named() throws IOException {
    write("nightshift.yml", "projects:\n" + PROJECT + PROJECT.replace("name: shop", "name: two"));
    assertEquals(0, knowledge("two"), out());
    assertEquals(-1, knowledge());
    assertTrue(out().contains("which project? One of shop, two"), out());
  }

  private static final String DRAFT =
      "---\ntitle: \"orders.amount: renamed\"\ntags: [orders]\n---\nIt is total now.\n";

  private void drafted() throws IOException {
    write("home/reports/shop/8f1c.page-renamed-orders-amount.md", DRAFT);
  }

  @Test
  void drafts_are_listed_with_what_takes_them() throws IOException {
    assertEquals(0, knowledge("drafts"), out());
    assertTrue(out().startsWith("No drafts."), out());
    drafted();
    assertEquals(0, knowledge("drafts", "--text"), out());
    assertTrue(out().contains("orders.amount: renamed\n  of shop, run 8f1c\n"), out());
    assertTrue(out().contains("./nightshift knowledge accept renamed-orders-amount"), out());
    assertTrue(out().contains("  | It is total now."), out());
    assertEquals(0, knowledge("drafts", "--json"), out());
    assertTrue(out().contains("\"id\" : \"renamed-orders-amount\""), out());
  }

  @Test
  void a_draft_that_is_taken_is_a_pull_request_with_the_page_among_the_others() throws IOException {
    drafted();
    assertEquals(0, knowledge("accept", "renamed-orders-amount"), out());
    assertTrue(out().startsWith("Pull request 1 brings renamed-orders-amount.md to"), out());
    PullStore store = new PullStore(new Home(folder.resolve("home")).host());
    StoredPull pull = store.pull("acme/shop", 1).orElseThrow();
    assertEquals("Note: orders.amount: renamed", pull.title());
    assertTrue(pull.body().contains("after run `8f1c`"), pull.body());
    String diff = store.diff("acme/shop", 1);
    assertTrue(diff.contains("+++ b/.nightshift/knowledge/renamed-orders-amount.md"), diff);
    assertTrue(diff.contains("+It is total now."), diff);
    assertEquals(0, knowledge("drafts"), out());
    assertTrue(out().startsWith("No drafts."), out());
    drafted();
    assertEquals(0, knowledge("accept", "renamed-orders-amount"), out());
    assertTrue(out().startsWith("Pull request 1 "), "drafted again it is that one: " + out());
    assertEquals(1, store.pulls("acme/shop").size());
  }

  @Test
  void pages_in_another_repository_are_proposed_there() throws IOException {
    drafted();
    write("wiki/known/c.md", "# Another");
    host("wiki");
    write(
        "nightshift.yml",
        "projects:\n" + PROJECT + "    knowledge: {git: acme/wiki, folder: known}\n");
    assertEquals(0, knowledge("accept", "renamed-orders-amount"), out());
    PullStore store = new PullStore(new Home(folder.resolve("home")).host());
    assertTrue(store.diff("acme/wiki", 1).contains("+++ b/known/renamed-orders-amount.md"));
    assertEquals(0, store.pulls("acme/shop").size());
  }

  @Test
  void a_page_for_notion_is_shown_with_its_place() throws IOException {
    drafted();
    write(
        "nightshift.yml",
        "projects:\n"
            + PROJECT
            + "    knowledge: {notion: 0123abcd-0123-abcd-0123-abcd0123abcd}\n");
    assertEquals(0, knowledge("accept", "renamed-orders-amount"), out());
    assertTrue(out().contains("in the data source 0123abcd"), out());
    assertTrue(out().contains("It is total now."), out());
  }

  @Test
  void a_draft_that_is_not_there_or_would_overwrite_a_page_is_refused() throws IOException {
    drafted();
    assertEquals(-1, knowledge("accept", "renamed-order-amount"), out());
    assertTrue(out().contains("did you mean renamed-orders-amount?"), out());
    write("wiki/renamed-orders-amount.md", "# Ours, by hand");
    host("wiki");
    write("nightshift.yml", "projects:\n" + PROJECT + "    knowledge: {git: acme/wiki}\n");
    assertEquals(-1, knowledge("accept", "renamed-orders-amount"), out());
    assertTrue(out().contains("already, with other words"), out());
    assertEquals(0, knowledge("drafts"), out());
    assertTrue(out().contains("renamed-orders-amount"), "it is kept: " + out());
  }

  @Test
  void of_two_projects_drafts_of_one_name_one_is_said() throws IOException {
    drafted();
    write("home/reports/two/1.page-renamed-orders-amount.md", DRAFT);
    write("nightshift.yml", "projects:\n" + PROJECT + PROJECT.replace("name: shop", "name: two"));
    assertEquals(-1, knowledge("accept", "renamed-orders-amount"), out());
    assertTrue(out().contains("--project with one of shop, two"), out());
    assertEquals(0, knowledge("accept", "renamed-orders-amount", "--project", "two"), out());
  }

  @Test
  void a_folder_that_is_a_link_out_of_the_repository_is_written_nothing_to() throws IOException {
    drafted();
    Path outside = Files.createDirectories(folder.resolve("outside"));
    write("wiki/a.md", "# A");
    Files.createSymbolicLink(folder.resolve("wiki/known"), outside);
    host("wiki");
    write(
        "nightshift.yml",
        "projects:\n" + PROJECT + "    knowledge: {git: acme/wiki, folder: known}\n");
    assertEquals(-1, knowledge("accept", "renamed-orders-amount"), out());
    try (var files = Files.list(outside)) {
      assertEquals(0, files.count());
    }
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private void host(String repository) {
    LocalHost.create(
        new Home(folder.resolve("home")),
        "acme",
        repository,
        folder.resolve(repository),
        InstantSource.system());
  }

  private int knowledge(String... arguments) {
    out.reset();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Map<String, String> environment = Map.of("NIGHTSHIFT_HOME", folder.resolve("home").toString());
    Desk desk = new Desk(stream, stream, environment, folder, false, new FakeDoors());
    KnowledgeCommand command = new KnowledgeCommand(desk);
    CommandLine line = new CommandLine(command);
    command.below().forEach(line::addSubcommand);
    line.setExecutionExceptionHandler(
        (refusal, failed, parsed) -> {
          stream.println(refusal.getMessage());
          return -1;
        });
    return line.execute(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
