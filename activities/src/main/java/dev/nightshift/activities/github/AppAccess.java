package dev.nightshift.activities.github;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.ErrorKind;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tokens of an app's installation, for one repository alone, each renewed before it ends. */
final class AppAccess implements Access {
  /** A push that has begun must not outlive its token. */
  private static final Duration SOON = Duration.ofMinutes(5);

  private final Line line;
  private final AppKey key;
  private final long app;
  private final String repository;
  private final InstantSource clock;
  private long installation;
  private String token = "";
  private Instant ends = Instant.MIN;
  private Map<String, String> permissions = Map.of();

  /** {@code installation} is 0 where GitHub is to be asked which one has the repository. */
  AppAccess(
      Line line, AppKey key, long app, long installation, String repository, InstantSource clock) {
    this.line = line;
    this.key = key;
    this.app = app;
    this.installation = installation;
    this.repository = repository;
    this.clock = clock;
  }

  @Override
  public synchronized String token() {
    if (clock.instant().plus(SOON).isBefore(ends)) {
      return token;
    }
    return Refusals.asked(
        repository,
        () -> {
          if (installation == 0) {
            installation =
                line.ask("GET", "/repos/" + repository + "/installation", inPerson(), null)
                    .path("id")
                    .asLong();
          }
          JsonNode answer =
              line.ask(
                  "POST",
                  "/app/installations/" + installation + "/access_tokens",
                  inPerson(),
                  Map.of(
                      "repositories", List.of(repository.substring(repository.indexOf('/') + 1))));
          keep(answer);
          return token;
        });
  }

  @Override
  public synchronized Map<String, String> permissions() {
    return permissions;
  }

  /** What the app is called; as an author it has {@code [bot]} behind it. */
  String slug() {
    return Refusals.asked(
        repository, () -> line.ask("GET", "/app", inPerson(), null).path("slug").asText());
  }

  private String inPerson() {
    return key.sign(app, clock.instant());
  }

  private void keep(JsonNode answer) {
    try {
      ends = Instant.parse(answer.path("expires_at").asText());
    } catch (DateTimeException strange) {
      throw ErrorKind.UNAVAILABLE.failure("GitHub's token has no end that can be read", strange);
    }
    token = answer.path("token").asText();
    Map<String, String> said = new TreeMap<>();
    for (var one : answer.path("permissions").properties()) {
      said.put(one.getKey(), one.getValue().asText());
    }
    permissions = said;
  }
}
