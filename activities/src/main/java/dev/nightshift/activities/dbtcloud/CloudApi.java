package dev.nightshift.activities.dbtcloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.http.Refusals;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;

/** Questions to one account, each asked once: what time may cure fails as retryable. */
final class CloudApi {
  /** Until the answer begins; artifacts may then take as long as the step may. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String CHECK =
      "check `dbt_cloud` in nightshift.yml: the address, the account and what the token may read.";

  private final HttpClient client;
  private final InstantSource clock;
  private final URI account;
  private final String token;

  CloudApi(HttpClient client, InstantSource clock, String api, String account, String token) {
    this.client = client;
    this.clock = clock;
    this.account = URI.create(api + "/api/v2/accounts/" + account + "/");
    this.token = token;
  }

  /** The {@code data} of the answer; a JSON null where there is none. */
  JsonNode data(String path, Map<String, String> query, int mostBytes) {
    URI address = address(path, query);
    HttpResponse<InputStream> answer = asked(address);
    byte[] body;
    try (InputStream stream = answer.body()) {
      body = stream.readNBytes(mostBytes + 1);
    } catch (IOException cut) {
      throw brokeOff(address, cut);
    }
    if (body.length > mostBytes) {
      throw ErrorKind.TOO_LARGE.failure(
          named(address) + " has more than " + (mostBytes >> 20) + " MB.");
    }
    JsonNode root;
    try {
      root = Converter.json().readTree(body);
    } catch (JsonProcessingException noJson) {
      throw ErrorKind.UNREADABLE.failure(
          named(address) + " is not JSON, or is cut off after " + body.length + " bytes; " + CHECK);
    } catch (IOException impossible) {
      throw ErrorKind.BROKEN.failure("bytes in memory could not be read", impossible);
    }
    JsonNode status = root.path("status");
    if (!root.isObject() || !root.has("data") || !status.path("is_success").asBoolean(true)) {
      String says = status.path("user_message").asText("");
      throw ErrorKind.UNREADABLE.failure(
          named(address)
              + " has no data"
              + (says.isEmpty() ? "; " : " («" + says + "»); ")
              + CHECK);
    }
    return root.get("data");
  }

  /** The bytes themselves, into the file; more than the limit is refused before they are there. */
  void download(String path, Map<String, String> query, Path file, long mostBytes) {
    URI address = address(path, query);
    HttpResponse<InputStream> answer = asked(address);
    long said = answer.headers().firstValueAsLong("Content-Length").orElse(-1);
    try (InputStream stream = answer.body();
        OutputStream out = Files.newOutputStream(file)) {
      if (said > mostBytes) {
        throw tooLarge(address, mostBytes);
      }
      long got = copied(stream, out, address, mostBytes);
      if (said >= 0 && got != said) {
        throw brokeOff(address, new IOException(got + " of " + said + " bytes came"));
      }
    } catch (IOException cut) {
      throw brokeOff(address, cut);
    }
  }

  private static long copied(InputStream from, OutputStream to, URI address, long mostBytes)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long got = 0;
    for (int n = from.read(buffer); n >= 0; n = from.read(buffer)) {
      got += n;
      if (got > mostBytes) {
        throw tooLarge(address, mostBytes);
      }
      to.write(buffer, 0, n);
    }
    return got;
  }

  private static RuntimeException tooLarge(URI address, long mostBytes) {
    return ErrorKind.TOO_LARGE.failure(
        named(address)
            + " has more than "
            + (mostBytes >> 20)
            + " MB, which is more than a run is read with.");
  }

  private HttpResponse<InputStream> asked(URI address) {
    HttpResponse<InputStream> answer =
        sent(request(address).header("Authorization", "Token " + token));
    if (answer.statusCode() / 100 == 3) {
      answer = redirected(address, answer);
    }
    if (answer.statusCode() != 200) {
      close(answer);
      throw Refusals.of(
          answer.statusCode(),
          answer.headers(),
          named(address),
          answer.statusCode() / 100 == 4 && answer.statusCode() != 429 ? CHECK : "",
          clock.instant());
    }
    return answer;
  }

  /** To where the bytes are kept, which is somebody else's: the token stays here. */
  private HttpResponse<InputStream> redirected(URI address, HttpResponse<InputStream> answer) {
    close(answer);
    URI to;
    try {
      to = address.resolve(answer.headers().firstValue("Location").orElse(""));
    } catch (IllegalArgumentException strange) {
      throw ErrorKind.UNREADABLE.failure(named(address) + " leads to no address; " + CHECK);
    }
    if (!"https".equals(to.getScheme()) && !to.getScheme().equals(address.getScheme())) {
      throw ErrorKind.REFUSED.failure(named(address) + " leads out of https; " + CHECK);
    }
    return sent(request(to));
  }

  private static HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address).timeout(PATIENCE).GET();
  }

  private HttpResponse<InputStream> sent(HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException away) {
      throw brokeOff(request.uri(), away);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ErrorKind.INTERRUPTED.failure("stopped while dbt Cloud was asked", e);
    }
  }

  private static void close(HttpResponse<InputStream> answer) {
    try {
      answer.body().close();
    } catch (IOException gone) {
      // Nobody wants it any more.
    }
  }

  private static RuntimeException brokeOff(URI address, IOException why) {
    return ErrorKind.UNAVAILABLE.failure(
        named(address)
            + " did not come whole: "
            + why.getClass().getSimpleName()
            + (why.getMessage() == null ? "" : ", " + why.getMessage()),
        why);
  }

  private URI address(String path, Map<String, String> query) {
    String asked =
        query.entrySet().stream()
            .map(
                one ->
                    one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
            .sorted()
            .collect(Collectors.joining("&"));
    return account.resolve(path + (asked.isEmpty() ? "" : "?" + asked));
  }

  /** Without its query: what is asked for is said by the path. */
  private static String named(URI address) {
    return "dbt Cloud's " + address.getHost() + address.getPath();
  }
}
