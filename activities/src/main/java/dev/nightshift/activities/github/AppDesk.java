package dev.nightshift.activities.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Where an app shows its signature and is given a token. */
final class AppDesk {
  /** What it knows of the one app that there is. */
  PublicKey key;

  long app;
  Instant expires = Instant.MAX;
  final List<String> tokens = new ArrayList<>();

  private final GitHubDouble host;

  AppDesk(GitHubDouble host) {
    this.host = host;
  }

  Answer answer(HttpExchange http, String method, String path, JsonNode sent) throws IOException {
    if (!isTheApp(http.getRequestHeaders().getFirst("Authorization"))) {
      return Answer.no(401, "A JSON web token could not be decoded");
    }
    if (path.equals("/app")) {
      return new Answer(
          200,
          GitHubDouble.whole(
              "integration", GitHubDouble.node().put("id", app).put("slug", "nightshift-acme")));
    }
    if (method.equals("GET")) {
      return new Answer(200, GitHubDouble.whole("installation", GitHubDouble.node().put("id", 77)));
    }
    if (!path.equals("/app/installations/77/access_tokens")) {
      return Answer.no(404, "Not Found");
    }
    host.token = "ghs_" + tokens.size() + "." + "x".repeat(200);
    tokens.add(sent.path("repositories").path(0).asText());
    ObjectNode token =
        GitHubDouble.node().put("token", host.token).put("expires_at", expires.toString());
    return new Answer(201, GitHubDouble.whole("installation-token", token));
  }

  private boolean isTheApp(String authorization) throws IOException {
    String[] parts = authorization.substring("Bearer ".length()).split("\\.", -1);
    if (parts.length != 3 || key == null) {
      return false;
    }
    JsonNode claims = Converter.json().readTree(Base64.getUrlDecoder().decode(parts[1]));
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(key);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]))
          && claims.path("iss").asText().equals("" + app)
          && claims.path("exp").asLong() - claims.path("iat").asLong() <= 600;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
