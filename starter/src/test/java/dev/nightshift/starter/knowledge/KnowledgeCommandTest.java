package dev.nightshift.starter.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.codehost.LocalHost;
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
    CommandLine line = new CommandLine(new KnowledgeCommand(desk));
    line.setExecutionExceptionHandler(
        (refusal, command, parsed) -> {
          stream.println(refusal.getMessage());
          return -1;
        });
    return line.execute(arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
