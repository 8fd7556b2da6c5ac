package dev.nightshift.activities.dbtcloud;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** An account of dbt Cloud's on loopback, with bodies shaped as the real one's. */
final class Wire implements AutoCloseable {
  static final String ACCOUNT = "/api/v2/accounts/7100/";

  final WireMockServer server = new WireMockServer(WireMockConfiguration.options().dynamicPort());

  Wire() {
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.port();
  }

  void answer(String path, String data) {
    answer(path, okJson(enveloped(data)));
  }

  void answer(String path, ResponseDefinitionBuilder answer) {
    server.stubFor(get(urlPathEqualTo(ACCOUNT + path)).willReturn(answer));
  }

  void artifact(String run, String name, String content) {
    answer(
        "runs/" + run + "/artifacts/" + name,
        aResponse().withHeader("Content-Type", "application/octet-stream").withBody(content));
  }

  static String enveloped(String data) {
    return """
        {"data": %s,
         "status": {"code": 200, "is_success": true, "user_message": "Success!",
                    "developer_message": ""}}
        """
        .formatted(data);
  }

  /** A run that failed in its third step, on schedule. */
  static String failedRun(String id) {
    String body = recorded("run.json");
    return body.substring(body.indexOf(':') + 1, body.lastIndexOf(",\n \"status\""))
        .replace("300580980", id);
  }

  /** A whole body, to which the scenarios' double is held too. */
  static String recorded(String name) {
    try (InputStream body = Wire.class.getResourceAsStream("/dbt-cloud/" + name)) {
      return new String(body.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public void close() {
    server.stop();
  }
}
