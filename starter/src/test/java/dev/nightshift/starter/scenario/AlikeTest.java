package dev.nightshift.starter.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlikeTest {
  private static final String PATCH = "+++ b/dbt/models/orders.sql\n+select 2 as id\n";
  private static final Played FIRST =
      played(
          Ending.PULL_REQUEST,
          "renamed_column",
          PATCH,
          Map.of("dbt/models/orders.sql", "select 2 as id\n"));

  @TempDir Path repository;

  private static Played played(
      Ending ending, String kind, String patch, Map<String, String> edits) {
    Cause cause =
        new Cause(
            kind,
            Verdict.CODE,
            "model.shop.orders",
            List.of("model.shop.orders"),
            "",
            null,
            null,
            null);
    RemediationOutcome outcome =
        new RemediationOutcome(
            ending,
            "So it ended.",
            List.of(cause),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null);
    return new Played(null, outcome, patch, edits);
  }

  private static Expected scenario(String subfolder) {
    return Expected.of("fan-out", Map.of("subfolder", subfolder));
  }

  @Test
  void who_comes_to_the_same_differs_in_nothing() {
    assertEquals(List.of(), Alike.differences(FIRST, FIRST));
  }

  @Test
  void what_another_came_to_is_told_beside_it() {
    Played other = played(Ending.REPORT, "missing_column", "", Map.of());
    List<String> differences = Alike.differences(FIRST, other);
    assertEquals(3, differences.size(), differences::toString);
    assertEquals("ending at first: PULL_REQUEST, and here: REPORT", differences.get(0));
    assertTrue(differences.get(1).contains("missing_column"), differences.get(1));
    assertTrue(differences.get(2).contains("+select 2 as id"), differences.get(2));
  }

  @Test
  void each_plays_in_a_project_of_its_own() throws IOException {
    try (Alike alike = new Alike(List.of("codex", "model:anthropic"))) {
      assertEquals(
          List.of("fan-out-by-codex", "fan-out-by-model-anthropic"),
          alike.twins(scenario("")).stream().map(Expected::project).toList());
    }
    try (Alike none = new Alike(List.of())) {
      assertEquals(List.of(), none.twins(scenario("")));
      assertEquals("", none.models());
      assertEquals(Map.of(), none.environment());
    }
  }

  @Test
  void its_model_makes_the_edits_of_the_first_play_in_the_projects_folder() throws Exception {
    try (Alike alike = new Alike(List.of("model:anthropic"))) {
      Expected twin = alike.twins(scenario("dbt")).get(0);
      alike.script(twin, FIRST, repository);
      String file = Files.readString(repository.resolve(".nightshift/agents/remediator.yml"));
      String answer =
          asked(
              alike.environment(),
              "{\"max_tokens\": 9, \"messages\": [{\"role\": \"user\", \"content\": \"mend it\"}],"
                  + " \"tools\": [{}], \"system\": [{\"text\": \""
                  + file.lines()
                      .filter(line -> line.contains("script:"))
                      .findFirst()
                      .orElseThrow()
                      .replace("\"", "\\\"")
                  + "\"}]}");
      assertTrue(answer.contains("\"path\":\"models/orders.sql\""), answer);
      assertTrue(answer.contains("\"content\":\"select 2 as id\\n\""), answer);
    }
  }

  @Test
  void each_of_its_models_is_asked_with_a_key() throws IOException {
    try (Alike alike = new Alike(List.of("model:openai-chat"))) {
      Path file = repository.resolve("nightshift.yml");
      Files.writeString(
          file,
          alike.models()
              + """
              projects:
                - name: shop
                  repository: shop/shop
                  warehouse: {kind: duckdb, path: shop.duckdb}
              """);
      List<Settings.Model> models = SettingsFile.read(file, Map.of()).models();
      assertEquals(3, models.size());
      models.forEach(one -> assertEquals("alike", alike.environment().get(one.key()), one.api()));
    }
  }

  private static String asked(Map<String, String> environment, String body) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(environment.get("ANTHROPIC_BASE_URL") + "/v1/messages"))
            .header("x-api-key", environment.get("ANTHROPIC_API_KEY"))
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }
}
