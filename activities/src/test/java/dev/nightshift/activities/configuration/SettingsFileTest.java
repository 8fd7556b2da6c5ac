package dev.nightshift.activities.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings.DbtCloud;
import dev.nightshift.activities.configuration.Settings.Knowledge;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.configuration.Settings.Slack;
import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Privacy;
import dev.nightshift.workflows.values.Privacy.Place;
import dev.nightshift.workflows.values.Privacy.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsFileTest {
  private static final String WHOLE =
      """
      person: kim@larkspur.example
      starter:
        port: 9000
      projects:
        - name: larkspur
          repository: garden/larkspur
          branch: trunk
          subfolder: transform/
          profile: shop
          target: prod
          dbt: /opt/dbt/bin/dbt
          environment: [LARKSPUR_DUCKDB, PGPASSWORD, NOT_SET]
          env_values:
            DBT_THREADS: 4
          warehouse: {kind: duckdb, path: data/production.duckdb}
          artifacts: ../runs
          dbt_cloud:
            account: 70471823424708
            project: 88
            environments: [31]
            jobs: [551, 552]
            api: https://ab123.us1.dbt.example/
            triggers: [scheduled, api]
            poll: 10m
          knowledge: docs/known
          engine: rules
          policy:
            publish: draft
            unsigned_decisions: false
            remind_after: 90m
            expire_after: 3d
            max_files: 4
            max_lines: 60
            protected_paths: ["finance/**"]
            channel: night-desk
            max_attempts: 5
            max_open_pulls: 2
            max_dollars: 0.5
            max_dollars_a_day: 2.5
            max_tokens: 90000
            max_tokens_a_day: 900000
            max_turns: 30
            max_turns_a_day: 300
            max_time: 20m
            max_time_a_day: 4h
          privacy:
            rows: keys
            report: full
            email: none
            sensitive: ["*email*", customers.full_name]
          owners:
            - {source: raw.pay*, owner: pay@larkspur.example}
            - {source: raw, owner: Platform desk}
          pace:
            read: 10s
            publish: 5s
            dbt: 2m
            agent: 3m
            heartbeat: 3s
            retry: 1s
        - name: second
          repository: larkspur/second
          warehouse: {kind: duckdb, path: /data/second.duckdb}
      """;

  private static final String LEAST =
      """
      projects:
        - name: larkspur
          repository: larkspur/larkspur
          warehouse: {kind: duckdb, path: p.duckdb}
      """;

  @TempDir Path folder;

  @Test
  void everything_that_can_be_said_is_read() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "from a file\n");
    Settings settings =
        read(
            WHOLE, Map.of("LARKSPUR_DUCKDB", "/prod.duckdb", "PGPASSWORD_FILE", secret.toString()));
    Project project = settings.project("larkspur").orElseThrow();
    assertEquals("kim@larkspur.example", settings.person());
    assertEquals(9000, settings.starter().port());
    assertEquals("garden/larkspur", project.repository());
    assertEquals("trunk", project.branch());
    assertEquals("transform", project.subfolder());
    assertEquals(folder.resolve("data/production.duckdb"), project.warehouse().path());
    assertEquals(folder.resolveSibling("runs"), project.artifacts());
    assertEquals(
        Map.of("LARKSPUR_DUCKDB", "/prod.duckdb", "PGPASSWORD", "from a file", "DBT_THREADS", "4"),
        project.environment());
    assertEquals(List.of("LARKSPUR_DUCKDB", "PGPASSWORD", "NOT_SET"), project.needs());
    assertEquals(Policy.Publish.DRAFT, project.policy().publish());
    assertFalse(project.policy().unsignedDecisions());
    assertEquals(5400, project.policy().remindAfterSeconds());
    assertEquals(3 * 86400, project.policy().expireAfterSeconds());
    assertEquals("night-desk", project.policy().channel());
    assertEquals(5, project.policy().maxAttempts());
    assertEquals(2, project.policy().maxOpenPulls());
    assertEquals(0.5, project.policy().maxDollars());
    assertEquals(2.5, project.policy().maxDollarsADay());
    assertEquals(new Limits(0.5, 90_000, 30, 1200), project.policy().ofARun());
    assertEquals(new Limits(2.5, 900_000, 300, 14_400), project.policy().ofADay());
    Policy least = settings.project("second").orElseThrow().policy();
    assertNull(least.aRun(), "what is not said is not carried");
    assertNull(least.aDay());
    assertEquals(Limits.ofDollars(50), least.ofADay());
    assertEquals(120, project.pace().dbtSeconds());
    assertEquals(3, project.pace().heartbeatSeconds());
  }

  @Test
  void dbt_cloud_is_asked_at_home_for_scheduled_runs_of_all_jobs_unless_more_is_said()
      throws IOException {
    DbtCloud least =
        read(LEAST + "    dbt_cloud: {account: 7100, project: 88}\n").projects().get(0).dbtCloud();
    assertEquals(
        new DbtCloud("7100", "88", List.of(), List.of(), DbtCloud.PUBLIC, List.of("scheduled"), 0),
        least);
    assertTrue(least.has("88", "31", "551"));
    assertFalse(least.has("89", "31", "551"));
    assertNull(read(LEAST).projects().get(0).dbtCloud());
    assertEquals(
        new DbtCloud(
            "70471823424708",
            "88",
            List.of("31"),
            List.of("551", "552"),
            "https://ab123.us1.dbt.example",
            List.of("scheduled", "api"),
            600),
        read(WHOLE).projects().get(0).dbtCloud());
  }

  @Test
  void a_token_goes_over_tls_or_stays_on_this_machine() throws IOException {
    String cloud = "    dbt_cloud: {account: 7100, project: 88, api: '%s'}\n";
    assertEquals(
        "http://127.0.0.1:8080",
        read(LEAST + cloud.formatted("http://127.0.0.1:8080")).projects().get(0).dbtCloud().api());
    for (String address :
        List.of(
            "http://dbt.example",
            "dbt.example",
            "http://127.0.0.1.example",
            "http://dbt.example/127.0.0.1",
            "https://a:b@c")) {
      ConfigurationProblem problem =
          assertThrows(
              ConfigurationProblem.class, () -> read(LEAST + cloud.formatted(address)), address);
      assertTrue(problem.getMessage().contains("https://"), problem.getMessage());
    }
  }

  @Test
  void what_is_left_out_has_a_default() throws IOException {
    Project project = read(LEAST).project("larkspur").orElseThrow();
    assertEquals("main", project.branch());
    assertEquals("larkspur/larkspur", project.repository());
    assertEquals(folder.resolve("artifacts"), project.artifacts());
    assertEquals(".nightshift/knowledge", project.knowledge().folder());
    assertEquals(Policy.standard(), project.policy());
    assertEquals(8787, read(LEAST).starter().port());
  }

  @Test
  void knowledge_is_in_a_folder_in_another_repository_or_in_notion() throws IOException {
    String id = "0f".repeat(16);
    assertEquals(
        new Knowledge("docs/known", null, null, null, null), knowledge("{folder: docs/known}"));
    assertEquals(knowledge("docs/known"), knowledge("{folder: docs/known}"));
    assertEquals(
        new Knowledge("known", "larkspur/wiki", "trunk", null, null),
        knowledge("{git: larkspur/wiki, branch: trunk, folder: known}"));
    assertEquals("", knowledge("{git: larkspur/wiki}").folder(), "the top of it");
    assertEquals(
        new Knowledge(null, null, null, id, "https://api.notion.com"),
        knowledge("{notion: " + id + "}"));
  }

  @Test
  void knowledge_that_is_in_two_places_or_nowhere_is_refused() {
    String id = "0f".repeat(16);
    refused(
        LEAST + "    knowledge: {notion: " + id + ", git: larkspur/wiki}\n",
        "nightshift.yml, line 5: `projects[0].knowledge`: `notion` and `git` do not go together");
    refused(
        LEAST + "    knowledge: {notion: " + id + ", branch: trunk}\n",
        "nightshift.yml, line 5: unknown key `branch` (projects[0].knowledge.branch); it goes under"
            + " `projects`");
    refused(
        LEAST + "    knowledge: {notion: my pages}\n",
        "nightshift.yml, line 5: `projects[0].knowledge.notion`: «my pages» is not the id of a data"
            + " source, as «Copy data source ID» gives it");
    refused(
        LEAST + "    knowledge: {}\n",
        "nightshift.yml, line 5: `projects[0].knowledge.folder` is missing; a path inside the"
            + " repository, without a leading / and without .. is wanted here");
    refused(
        LEAST + "    knowledge: [docs]\n",
        "nightshift.yml, line 5: `projects[0].knowledge` is a list; a path inside the repository,"
            + " without a leading / and without .., or a mapping is wanted here");
  }

  @Test
  void slack_names_who_may_decide_there() throws IOException {
    assertEquals(Optional.empty(), read(LEAST).slack());
    Slack slack =
        read(LEAST
                + """
                slack:
                  api: http://127.0.0.1:9999/api
                  approvers: {U0KIM1: kim@larkspur.example, W0JO22: Jo}
                  most_messages_a_day: 5
                """)
            .slack()
            .orElseThrow();
    assertEquals("http://127.0.0.1:9999/api", slack.api());
    assertEquals(Map.of("U0KIM1", "kim@larkspur.example", "W0JO22", "Jo"), slack.approvers());
    assertEquals(5, slack.mostMessagesADay());
    assertEquals("https://slack.com/api", read(LEAST + "slack: {}\n").slack().get().api());
  }

  @Test
  void an_approver_who_is_no_slack_user_and_an_address_in_the_clear_are_refused() {
    refused(
        LEAST + "slack: {approvers: {kim: kim@larkspur.example}, api: \"http://slack.example\"}\n",
        "nightshift.yml, line 5: `slack.approvers.kim`: «kim» is not a Slack user's id (U…)",
        "nightshift.yml, line 5: `slack.api`: «http://slack.example» is not an address such as"
            + " https://host.example.com, without a name or a password in it");
    refused(
        LEAST + "slack: {token: xoxb-1}\n",
        "nightshift.yml, line 5: `slack.token`: secrets do not belong in this file; set TOKEN in"
            + " the environment, or TOKEN_FILE to a file that holds it");
  }

  @Test
  void what_of_rows_may_be_shown_is_read_for_each_place() throws IOException {
    Privacy privacy = read(WHOLE).project("larkspur").orElseThrow().policy().privacy();
    assertEquals(Rows.FULL, privacy.in(Place.REPORT));
    assertEquals(Rows.NONE, privacy.in(Place.EMAIL));
    assertEquals(Rows.KEYS, privacy.in(Place.PULL));
    assertEquals(List.of("*email*", "customers.full_name"), privacy.sensitive());
    Privacy unsaid = read(LEAST).project("larkspur").orElseThrow().policy().privacy();
    for (Place place : Place.values()) {
      assertEquals(Rows.MASKED, unsaid.in(place));
    }
  }

  @Test
  void owners_keep_their_order_since_the_first_that_fits_counts() throws IOException {
    assertEquals(
        List.of("raw.pay*", "raw"),
        List.copyOf(read(WHOLE).project("larkspur").orElseThrow().owners().keySet()));
  }

  @Test
  void a_pattern_of_columns_that_cannot_be_meant_is_refused() {
    refused(
        LEAST + "    privacy: {sensitive: [\"a/b\"], rows: some}\n",
        "nightshift.yml, line 5: `projects[0].privacy.sensitive[0]`: «a/b» is not a column or a"
            + " pattern of columns, such as *email* or customers.full_name",
        "nightshift.yml, line 5: `projects[0].privacy.rows`: «some» is not one of none, keys,"
            + " masked, full; did you mean none?");
  }

  @Test
  void own_protected_paths_come_on_top_of_the_guardrails() throws IOException {
    List<String> paths = read(WHOLE).project("larkspur").orElseThrow().policy().allProtected();
    assertTrue(paths.containsAll(Policy.PROTECTED));
    assertTrue(paths.contains("finance/**"));
  }

  @Test
  void a_protected_path_that_is_no_pattern_is_refused() {
    refused(
        LEAST
            + """
                policy:
                  protected_paths:
                    - "models/{finance,legal}/**"
                    - "models/{finance,legal/**"
                    - "finance/"
            """,
        "nightshift.yml, line 8: `projects[0].policy.protected_paths[1]`:"
            + " «models/{finance,legal/**»: a { is never closed",
        "nightshift.yml, line 9: `projects[0].policy.protected_paths[2]`: «finance/»: it matches no"
            + " file; finance/** is all that a folder holds");
  }

  @Test
  void a_reminder_that_would_come_after_the_end_is_refused() throws IOException {
    for (String both :
        List.of("{expire_after: 1h, remind_after: 60m}", "{expire_after: 1h, remind_after: 2h}")) {
      refused(
          LEAST + "    policy: " + both + "\n",
          "nightshift.yml, line 5: `projects[0].policy.remind_after` must be less than"
              + " `expire_after`; nobody would be reminded");
    }
    refused(
        LEAST + "    policy: {remind_after: 7d}\n",
        "nightshift.yml, line 5: `projects[0].policy.remind_after` must be less than"
            + " `expire_after`, which is 7d where nothing else is said; nobody would be reminded");
    read(LEAST + "    policy: {remind_after: 59m, expire_after: 1h}\n");
    read(LEAST + "    policy: {expire_after: 1h}\n");
  }

  @Test
  void values_of_the_environment_are_not_written_out() throws IOException {
    Settings settings = read(WHOLE, Map.of("PGPASSWORD", "hunter2"));
    assertFalse(settings.toString().contains("hunter2"));
  }

  @Test
  void an_unknown_key_is_named_with_its_line_and_the_nearest_one() {
    refused(
        LEAST.replace("repository:", "repositry:"),
        "nightshift.yml, line 3: unknown key `repositry` (projects[0].repositry); did you mean"
            + " `repository`?",
        "nightshift.yml, line 2: `projects[0].repository` is missing; owner/name on the code host"
            + " is wanted here");
  }

  @Test
  void a_key_in_the_wrong_place_is_told_where_it_goes() {
    refused(
        LEAST + "port: 3\n", "nightshift.yml, line 5: unknown key `port`; it goes under `starter`");
  }

  @Test
  void a_key_that_resembles_nothing_is_told_what_is_known() {
    refused(
        LEAST + "zebra: 3\n",
        "nightshift.yml, line 5: unknown key `zebra`; known here: person, starter, worker,"
            + " slack, linear, models, agents, mcp, projects");
  }

  @Test
  void all_problems_come_at_once_in_the_order_of_the_file() {
    refused(
        """
        person: [kim]
        starter: 8787
        projects:
          - name: a/b
            repository: larkspur/larkspur
            warehouse: {kind: duckdb, path: p.duckdb}
            policy: {expire_after: soon, max_files: many, unsigned_decisions: "yes"}
        """,
        "nightshift.yml, line 1: `person` is a list; a short text is wanted here",
        "nightshift.yml, line 2: `starter` is a single value; a mapping is wanted here",
        "nightshift.yml, line 4: `projects[0].name`: «a/b» is not a name of letters, digits, dots,"
            + " dashes and underscores",
        "nightshift.yml, line 7: `projects[0].policy.expire_after`: «soon» is not a length of time"
            + " such as 90s, 30m, 24h or 7d",
        "nightshift.yml, line 7: `projects[0].policy.max_files`: «many» is not a whole number from"
            + " 1 to 1000",
        "nightshift.yml, line 7: `projects[0].policy.unsigned_decisions`: «yes» is not true or"
            + " false");
  }

  @Test
  void a_number_where_a_text_is_wanted_is_asked_to_be_quoted() {
    refused(
        LEAST + "    branch: 1.10\n",
        "nightshift.yml, line 5: `projects[0].branch`: 1.10 is not a text here; put it in quotes if"
            + " it is meant (the name of a branch)");
  }

  @Test
  void a_key_given_twice_is_refused_with_both_lines() {
    refused(
        LEAST + "person: a\nperson: b\n",
        "nightshift.yml, line 6: `person` was given before, on line 5");
  }

  @Test
  void two_projects_of_one_name_are_refused() {
    refused(
        LEAST
            + """
              - name: larkspur
                repository: other/other
                warehouse: {kind: duckdb, path: q.duckdb}
            """,
        "nightshift.yml, line 5: `projects[1].name`: larkspur is taken already, on line 2");
  }

  @Test
  void secrets_are_sent_to_the_environment() {
    refused(
        LEAST + "    env_values: {PG_PASSWORD: hunter2}\n    github_token: abc\n",
        "nightshift.yml, line 5: `projects[0].env_values.PG_PASSWORD`: secrets do not belong in"
            + " this file; set PG_PASSWORD in the environment, or PG_PASSWORD_FILE to a file that"
            + " holds it",
        "nightshift.yml, line 6: `projects[0].github_token`: secrets do not belong in this file;"
            + " set GITHUB_TOKEN in the environment, or GITHUB_TOKEN_FILE to a file that holds it");
  }

  @Test
  void a_password_in_a_url_is_refused_and_not_repeated() {
    refused(
        LEAST.replace("larkspur/larkspur", "https://kim:hunter2@git.example/larkspur.git"),
        "nightshift.yml, line 3: `projects[0].repository`: the URL holds a password, which does"
            + " not belong in this file; owner/name on the code host is wanted here");
  }

  @Test
  void a_folder_outside_the_repository_is_refused() {
    refused(
        LEAST + "    subfolder: ../other\n",
        "nightshift.yml, line 5: `projects[0].subfolder`: «../other» is not a path inside the"
            + " repository, without a leading / and without ..");
  }

  @Test
  void no_projects_is_a_problem() {
    refused(
        "projects: []\n",
        "nightshift.yml, line 1: `projects` is empty; at least one is wanted here");
    refused(
        "person: kim\n", "nightshift.yml, line 1: `projects` is missing; a list is wanted here");
    refused("", "nightshift.yml: it is empty; it needs at least `projects`");
  }

  @Test
  void broken_yaml_is_said_with_its_line() {
    ConfigurationProblem problem =
        assertThrows(ConfigurationProblem.class, () -> read("projects:\n  - name: [a\n"));
    assertTrue(
        problem.getMessage().contains("nightshift.yml, line 3: this is not YAML"),
        problem.getMessage());
  }

  @Test
  void a_file_that_is_not_there_is_said() {
    ConfigurationProblem problem =
        assertThrows(
            ConfigurationProblem.class,
            () -> SettingsFile.read(folder.resolve("other.yml"), Map.of()));
    assertTrue(problem.getMessage().contains("there is no such file"), problem.getMessage());
  }

  @Test
  void a_file_that_is_far_too_large_is_not_parsed() {
    refused(
        "x".repeat((1 << 20) + 1),
        "nightshift.yml: it has more than a megabyte: is it the right file?");
  }

  @Test
  void a_file_that_is_nested_without_end_is_said() {
    refused(
        "projects: " + "[".repeat(50_000) + "]".repeat(50_000),
        "nightshift.yml: its lists or keys are nested hundreds deep");
  }

  /** It becomes a search attribute, for which the server has a limit. */
  @Test
  void the_name_of_a_repository_has_an_end() {
    refused(
        LEAST.replace("larkspur/larkspur", "larkspur/" + "x".repeat(200)),
        "nightshift.yml, line 3: `projects[0].repository`: «larkspur/"
            + "x".repeat(30)
            + "…» is not owner/name on the code host");
  }

  @Test
  void an_alias_to_itself_ends() {
    assertThrows(ConfigurationProblem.class, () -> read("projects: &a\n  - *a\n"));
  }

  private Knowledge knowledge(String said) throws IOException {
    Settings settings = read(LEAST + "    knowledge: " + said + "\n");
    return settings.project("larkspur").orElseThrow().knowledge();
  }

  private Settings read(String text) throws IOException {
    return read(text, Map.of());
  }

  private Settings read(String text, Map<String, String> environment) throws IOException {
    return SettingsFile.read(
        Files.writeString(folder.resolve("nightshift.yml"), text), environment);
  }

  private void refused(String text, String... says) {
    ConfigurationProblem problem = assertThrows(ConfigurationProblem.class, () -> read(text));
    assertEquals(
        String.join("\n", says),
        problem.getMessage().replace(folder + "/", ""),
        problem.getMessage());
  }

  @Test
  void a_run_of_dbt_clouds_is_the_projects_by_its_environment_and_its_job_where_they_are_named() {
    Settings.DbtCloud some = cloud(List.of("31"), List.of("551"));
    assertTrue(some.has("88", "31", "551"));
    assertTrue(some.has("88", "", "551"), "an environment that nobody says excludes nothing");
    assertFalse(some.has("88", "32", "551"));
    assertFalse(some.has("88", "31", "552"));
    assertFalse(some.has("89", "31", "551"));
    assertTrue(cloud(List.of(), List.of()).has("88", "32", "552"));
  }

  private static Settings.DbtCloud cloud(List<String> environments, List<String> jobs) {
    return new Settings.DbtCloud("1", "88", environments, jobs, null, List.of(), 0);
  }
}
