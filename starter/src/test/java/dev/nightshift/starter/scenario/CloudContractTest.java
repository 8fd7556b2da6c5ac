package dev.nightshift.starter.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.DbtCloud;
import dev.nightshift.activities.dbtcloud.CloudRuns;
import dev.nightshift.starter.http.Server;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.values.CloudRun;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The double is held to the bodies that the client is tested with: what it says beyond them the
 * real one does not say, and what the client reads of them it has to say.
 */
class CloudContractTest {
  private static final Path RECORDED =
      Path.of("..", "activities", "src", "test", "resources", "dbt-cloud");
  private static final String RELATED = "[\"trigger\",\"job\",\"run_steps\",\"debug_logs\"]";
  private static final long RUN = 300580980;
  private static final String PATH = "runs/" + RUN + "/";
  private static final Instant AT = Instant.parse("2026-11-21T04:09:59.653Z");

  @TempDir Path folder;
  private final CloudDouble cloud = new CloudDouble("a token");
  private Path left;

  @BeforeEach
  void fail() throws IOException {
    left = Files.createDirectories(folder.resolve("left"));
    Files.writeString(left.resolve("run_results.json"), "{\"results\": []}");
    Files.writeString(left.resolve("manifest.json"), "{}");
    Files.writeString(left.resolve("dbt.log"), "04:00:00.1 [info ]: Running with dbt=1.9.4");
    failed(RUN, left);
  }

  private void failed(long run, Path folder) {
    cloud.failed(new CloudDouble.Failed(run, 88, 551, "abc1234", "build", folder, AT));
  }

  @AfterEach
  void close() {
    cloud.close();
  }

  @Test
  void what_it_says_of_a_run_the_real_one_says_in_the_same_types() throws Exception {
    held(recorded("run.json"), said(PATH, Map.of("include_related", RELATED)));
    held(recorded("runs.json"), said("runs/", Map.of()));
    held(recorded("runs.json").path("data").get(0), said(PATH, Map.of()).path("data"));
  }

  @Test
  void what_it_says_of_artifacts_and_of_what_is_not_there_the_real_one_says() throws Exception {
    held(recorded("artifacts.json"), said(PATH + "artifacts/", Map.of("step", "3")));
    failed(7, Files.createDirectories(folder.resolve("nothing")));
    held(recorded("no-artifacts.json"), said("runs/7/artifacts/", Map.of()));
    for (String path : List.of("runs/8/", "runs/8/artifacts/", PATH + "artifacts/other.json")) {
      held(recorded("refused.json"), answer(path, Map.of(), "a token", 404));
    }
    held(recorded("refused.json"), answer("runs/", Map.of(), "another", 401));
  }

  @Test
  void a_page_is_never_longer_than_the_real_ones_and_the_newest_is_first() throws Exception {
    IntStream.rangeClosed(1, 120).forEach(run -> failed(run, left));
    assertEquals(List.of(RUN, 120L), ids(said("runs/", Map.of("limit", "2", "order_by", "-id"))));
    assertEquals(List.of(2L, 1L), ids(said("runs/", Map.of("limit", "2", "offset", "119"))));
    assertEquals(100, ids(said("runs/", Map.of("limit", "500"))).size());
    assertEquals(List.of(), ids(said("runs/", Map.of("offset", "121"))));
    assertEquals(121, runs(cloud.address()).failed("shop", 0).size());
  }

  private static List<Long> ids(JsonNode runs) {
    List<Long> ids = new ArrayList<>();
    runs.path("data").forEach(run -> ids.add(run.path("id").asLong()));
    return ids;
  }

  /** The recorded bodies without each key that the double does not say are read as they are. */
  @Test
  void what_the_client_reads_the_double_says() throws Exception {
    Map<String, JsonNode> whole = new LinkedHashMap<>();
    whole.put(PATH, recorded("run.json"));
    whole.put("runs/", recorded("runs.json"));
    whole.put(PATH + "artifacts/", recorded("artifacts.json"));
    Map<String, JsonNode> less = new LinkedHashMap<>();
    less.put(PATH, without(whole.get(PATH), said(PATH, Map.of("include_related", RELATED))));
    less.put("runs/", without(whole.get("runs/"), said("runs/", Map.of())));
    less.put(
        PATH + "artifacts/",
        without(whole.get(PATH + "artifacts/"), said(PATH + "artifacts/", Map.of())));
    assertTrue(less.get(PATH).toString().length() < whole.get(PATH).toString().length() / 2);
    assertEquals(read(whole), read(less));
  }

  private String read(Map<String, JsonNode> bodies) {
    try (Server real =
        Server.start(
            0,
            8,
            config ->
                config.routes.get(
                    "/api/v2/accounts/7100/<path>",
                    http ->
                        http.result(
                            bodies
                                .getOrDefault(
                                    http.path().substring("/api/v2/accounts/7100/".length()),
                                    Converter.json().createObjectNode())
                                .toString())))) {
      CloudRuns runs = runs(real.address());
      CloudRun run = runs.fetch("shop", String.valueOf(RUN));
      Location brought = runs.bring("shop", run);
      FileBlobs blobs = new FileBlobs(folder.resolve("blobs"));
      return String.join(
          "\n",
          run.toString(),
          runs.latest("shop", "551").toString(),
          runs.failed("shop", 0).toString(),
          brought.manifest() == null ? "" : blobs.readText(brought.manifest()),
          blobs.readText(brought.log()));
    }
  }

  private static void held(JsonNode recorded, JsonNode said) {
    List<String> differences = new ArrayList<>();
    compare("", recorded, said, differences);
    assertEquals(List.of(), differences);
  }

  private static void compare(
      String where, JsonNode recorded, JsonNode said, List<String> differences) {
    if (recorded.getNodeType() != said.getNodeType()) {
      differences.add(
          where + " is " + said.getNodeType() + " and was " + recorded.getNodeType() + " there");
    } else if (said.isObject()) {
      said.properties()
          .forEach(
              one -> {
                String path = where + "." + one.getKey();
                if (recorded.has(one.getKey())) {
                  compare(path, recorded.path(one.getKey()), one.getValue(), differences);
                } else {
                  differences.add(path + " was not there");
                }
              });
    } else if (said.isArray()) {
      JsonNode each = merged(recorded);
      said.forEach(one -> compare(where + "[]", each, one, differences));
    } else if (said.isTextual() && !form(said).equals(form(recorded))) {
      differences.add(where + " is written " + form(said) + " and was " + form(recorded));
    } else if (said.isIntegralNumber() != recorded.isIntegralNumber()) {
      differences.add(where + " is another kind of number");
    }
  }

  /** Of a time, how it is written; no other text has a form. */
  private static String form(JsonNode text) {
    String form = text.textValue().replaceAll("\\d", "0").replaceAll("\\.0+(?=\\+)", ".0");
    return form.startsWith("0000-00-00") ? form : "";
  }

  /** What any of them has. */
  private static JsonNode merged(JsonNode all) {
    if (all.isEmpty() || !all.get(0).isObject()) {
      return all.path(0);
    }
    ObjectNode merged = Converter.json().createObjectNode();
    all.forEach(one -> one.properties().forEach(it -> merged.set(it.getKey(), it.getValue())));
    return merged;
  }

  private static JsonNode without(JsonNode recorded, JsonNode said) {
    if (recorded.isObject() && said.isObject()) {
      ObjectNode left = Converter.json().createObjectNode();
      recorded
          .properties()
          .forEach(
              one -> {
                if (said.has(one.getKey())) {
                  left.set(one.getKey(), without(one.getValue(), said.path(one.getKey())));
                }
              });
      return left;
    }
    if (recorded.isArray() && said.isArray()) {
      ArrayNode left = Converter.json().createArrayNode();
      recorded.forEach(one -> left.add(without(one, merged(said))));
      return left;
    }
    return recorded;
  }

  private static JsonNode recorded(String name) throws IOException {
    return Converter.json().readTree(RECORDED.resolve(name).toFile());
  }

  private JsonNode said(String path, Map<String, String> query) throws Exception {
    return answer(path, query, "a token", 200);
  }

  private JsonNode answer(String path, Map<String, String> query, String token, int status)
      throws Exception {
    StringBuilder address = new StringBuilder("api/v2/accounts/7100/" + path + "?");
    query.forEach(
        (key, value) ->
            address.append(key + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&"));
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(cloud.address().resolve("/" + address))
                    .header("Authorization", "Token " + token)
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertEquals(status, answer.statusCode());
    return Converter.json().readTree(answer.body());
  }

  private CloudRuns runs(URI address) {
    DbtCloud account = new DbtCloud("7100", "88", null, null, address.toString(), null, 0);
    Settings settings =
        new Settings(
            folder,
            "",
            null,
            List.of(Settings.Project.of("shop", "acme/shop").dbtCloud(account).made()));
    return new CloudRuns(
        settings,
        new FileBlobs(folder.resolve("blobs")),
        Optional.of("a token"),
        InstantSource.system());
  }
}
