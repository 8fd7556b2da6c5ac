package dev.nightshift.starter.board;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.codehost.LocalHost;
import dev.nightshift.activities.codehost.PullStore;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.activities.home.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages of pull requests and issues, from the files that the local code host keeps. */
class HostPagesTest {
  private static final long FIVE = Instant.parse("2026-11-21T05:00:00Z").toEpochMilli();

  @TempDir Path folder;
  private Settings settings;
  private PullStore store;

  @BeforeEach
  void host() throws IOException {
    Path configuration =
        Files.writeString(
            folder.resolve("nightshift.yml"),
            """
            projects:
              - {name: shop, repository: acme/shop, warehouse: {kind: duckdb, path: p.duckdb}}
              - {name: till, repository: acme/shop, warehouse: {kind: duckdb, path: p.duckdb}}
            """);
    settings = SettingsFile.read(configuration, Map.of());
    Home home = new Home(folder.resolve("home"));
    Path code = Files.createDirectories(folder.resolve("code"));
    Files.writeString(code.resolve("dbt_project.yml"), "name: shop\n");
    LocalHost.create(home, "acme", "shop", code, InstantSource.fixed(Instant.EPOCH));
    store = new PullStore(home.host());
    keep(
        "pulls/1.json",
        """
        {"number": 1, "title": "Read amount_cents", "head": "main", "base": "main", "draft": true,
         "created": "2026-11-21T05:00:00Z", "comments": [
           {"author": "nightshift", "created": "2026-11-21T05:00:00Z", "body": "It was stopped."},
           {"author": "kim", "created": "yesterday", "body": "Why?"}]}
        """);
    keep("issues/1.json", "{\"number\": 1, \"title\": \"Old\", \"created\": \"never\"}");
    keep(
        "issues/2.json",
        """
        {"number": 2, "title": "Payments twice", "body": "Batch 7", "author": "kim",
         "created": "2026-11-21T05:00:00Z", "comments": [
           {"author": "lee", "created": "2026-11-21T05:00:00Z", "body": "I asked."}]}
        """);
  }

  @Test
  void a_pull_request_is_shown_with_its_comments() {
    HostPulls pulls = new HostPulls(settings, store);
    PullRequests.Opened draft =
        new PullRequests.Opened("shop", 1, "Read amount_cents", "main", "draft", FIVE, 2);
    assertEquals(List.of(draft), pulls.latest());
    assertEquals(
        List.of(new Said("nightshift", "It was stopped.", FIVE), new Said("kim", "Why?", 0)),
        pulls.page("shop", 1).orElseThrow().comments());
  }

  @Test
  void issues_of_a_shared_repository_are_listed_once_the_latest_first() {
    Issues issues = new HostIssues(settings, store);
    assertEquals(
        List.of("shop 2 open 1", "shop 1 open 0"),
        issues.latest().stream()
            .map(
                one ->
                    one.project() + " " + one.number() + " " + one.state() + " " + one.comments())
            .toList());
  }

  @Test
  void an_issue_is_shown_with_its_comments_below_each_of_its_projects() {
    Issues issues = new HostIssues(settings, store);
    Issues.Page page = issues.page("till", 2).orElseThrow();
    assertEquals("Payments twice by kim", page.issue().title() + " by " + page.issue().author());
    assertEquals("Batch 7", page.body());
    assertEquals(List.of(new Said("lee", "I asked.", FIVE)), page.comments());
    assertEquals(Optional.empty(), issues.page("shop", 3));
    assertEquals(Optional.empty(), issues.page("none", 2));
  }

  @Test
  void where_there_are_no_issues_none_are_listed() throws IOException {
    Files.delete(folder.resolve("home/host/acme/shop/issues/1.json"));
    Files.delete(folder.resolve("home/host/acme/shop/issues/2.json"));
    assertTrue(new HostIssues(settings, store).latest().isEmpty());
  }

  private void keep(String name, String json) throws IOException {
    Path file = folder.resolve("home/host/acme/shop").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, json);
  }
}
