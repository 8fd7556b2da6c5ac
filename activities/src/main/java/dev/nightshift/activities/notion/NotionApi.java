package dev.nightshift.activities.notion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.http.Refusals;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Questions to Notion, each asked once and at its pace: Temporal asks again. */
final class NotionApi {
  private static final String VERSION = "2025-09-03";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LARGEST_ANSWER = 16 << 20;
  private static final int PAGE = 100;

  private final HttpClient client;
  private final InstantSource clock;
  private final Pace pace;
  private final String token;
  private final String api;

  NotionApi(HttpClient client, InstantSource clock, Pace pace, String token, String api) {
    this.client = client;
    this.clock = clock;
    this.pace = pace;
    this.token = token;
    this.api = api.replaceFirst("/+$", "") + "/v1/";
  }

  /** The pages of a data source, no more than that many. */
  List<JsonNode> pages(String dataSource, int most) {
    String path = "data_sources/" + dataSource + "/query";
    return all(
        most,
        cursor -> {
          ObjectNode body = Converter.json().createObjectNode().put("page_size", PAGE);
          if (!cursor.isEmpty()) {
            body.put("start_cursor", cursor);
          }
          return ask(path, request(path).POST(BodyPublishers.ofString(body.toString())));
        });
  }

  /** What is directly below a page or a block. */
  List<JsonNode> children(String block, int most) {
    String path = "blocks/" + block + "/children?page_size=" + PAGE;
    return all(
        most,
        cursor -> {
          String from = cursor.isEmpty() ? path : path + "&start_cursor=" + cursor;
          return ask(from, request(from).GET());
        });
  }

  private static List<JsonNode> all(int most, Function<String, JsonNode> page) {
    List<JsonNode> all = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode answer = page.apply(cursor);
      answer.path("results").forEach(all::add);
      cursor = answer.path("has_more").asBoolean() ? answer.path("next_cursor").asText("") : "";
    } while (!cursor.isEmpty() && !cursor.equals("null") && all.size() < most);
    return all;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(api + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token)
        .header("Notion-Version", VERSION)
        .header("Content-Type", "application/json");
  }

  private JsonNode ask(String path, HttpRequest.Builder request) {
    pace.await();
    try {
      HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
      byte[] body;
      try (InputStream stream = answer.body()) {
        body = stream.readNBytes(LARGEST_ANSWER + 1);
      }
      if (answer.statusCode() != 200) {
        throw refused(path, answer, body);
      }
      return json(path, body);
    } catch (IOException unheard) {
      throw ErrorKind.UNAVAILABLE.failure("Notion did not answer: " + unheard, unheard);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw ErrorKind.INTERRUPTED.failure("stopped while Notion was asked", stopped);
    }
  }

  private RuntimeException refused(String path, HttpResponse<InputStream> answer, byte[] body) {
    String todo =
        switch (answer.statusCode()) {
          case 400 -> "is knowledge.notion in nightshift.yml the id of a data source?";
          case 401 -> "set " + NotionKnowledge.TOKEN + " to the secret of your integration.";
          case 403 -> "give the integration the capability to read content.";
          case 404 -> "see knowledge.notion in nightshift.yml, and share the database with it.";
          default -> "";
        };
    return Refusals.of(
        answer.statusCode(),
        answer.headers(),
        "Notion (" + path.replaceFirst("\\?.*", "") + code(body) + ")",
        todo,
        clock.instant());
  }

  /** Notion's own word for it, such as {@code object_not_found}. */
  private static String code(byte[] body) {
    try {
      String code = Converter.json().readTree(body).path("code").asText();
      return code.matches("[a-z_]{1,60}") ? ", " + code : "";
    } catch (IOException noJson) {
      return "";
    }
  }

  private static JsonNode json(String path, byte[] body) throws IOException {
    if (body.length > LARGEST_ANSWER) {
      throw ErrorKind.TOO_LARGE.failure("Notion's answer to " + path + " is larger than 16 MB.");
    }
    try {
      JsonNode root = Converter.json().readTree(body);
      if (root != null && root.path("results").isArray()) {
        return root;
      }
    } catch (JsonProcessingException cut) {
      throw ErrorKind.UNAVAILABLE.failure("Notion's answer to " + path + " is cut off.", cut);
    }
    throw ErrorKind.UNREADABLE.failure(
        "Notion's answer to " + path + " has no results: is it Notion's API?");
  }
}
