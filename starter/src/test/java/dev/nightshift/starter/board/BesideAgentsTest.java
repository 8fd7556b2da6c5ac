package dev.nightshift.starter.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.starter.agents.AgentApi;
import dev.nightshift.starter.http.Server;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The board and the way in for programs, on one port as the starter has them. */
class BesideAgentsTest {
  @TempDir Path folder;

  @Test
  void programs_come_in_with_their_token_and_by_no_path_to_the_board() throws Exception {
    Settings.Project project = Settings.Project.of("shop", "acme/shop").artifacts(folder).made();
    Settings settings = new Settings(folder, "", new Settings.Starter(9000), List.of(project));
    try (BoardStage stage = new BoardStage()) {
      AgentApi api =
          new AgentApi(settings, () -> stage.doors.agentRuns, stage.doors, Optional.of("t0ken"));
      try (Server server =
          Server.start(
              0,
              16,
              config -> {
                stage.board.routes(config);
                api.routes(config);
              })) {
        String run = "/api/agents/dbt-expert/runs/0123456789abcdef";
        assertEquals(404, status(server, "GET", run, "Bearer t0ken"), "it is let in");
        assertEquals(401, status(server, "GET", run, "Bearer other"));
        assertEquals(401, status(server, "HEAD", run, "Bearer other"));
        assertEquals(401, status(server, "GET", "/api/runs", "Bearer t0ken"));
        assertEquals(401, status(server, "GET", "/api/agents", "Bearer t0ken"));
      }
    }
  }

  private static int status(Server server, String method, String path, String authorization)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.address().resolve("/") + path.substring(1)))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", authorization)
            .build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
