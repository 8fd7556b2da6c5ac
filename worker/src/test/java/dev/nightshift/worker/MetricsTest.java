package dev.nightshift.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.ConfigurationProblem;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static HttpResponse<String> scraped(Metrics metrics) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(metrics.address())).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void what_is_counted_can_be_scraped() throws Exception {
    try (Metrics metrics = Metrics.on(0)) {
      metrics
          .scope()
          .tagged(Map.of("project", "shop", "engine", "rules,model:claude"))
          .counter("nightshift_agent_microdollars")
          .inc(31_200);
      long deadline = System.nanoTime() + 20_000_000_000L;
      while (!scraped(metrics).body().contains("nightshift_agent_microdollars")) {
        assertTrue(System.nanoTime() < deadline, "it was never told");
      }
      String text = scraped(metrics).body();
      assertTrue(
          text.contains(
              "nightshift_agent_microdollars_total{engine=\"rules,model:claude\",project=\"shop\"}"
                  + " 31200.0"),
          text);
    }
  }

  @Test
  void a_port_that_is_taken_is_told() {
    try (Metrics metrics = Metrics.on(0)) {
      int port = URI.create(metrics.address()).getPort();
      ConfigurationProblem problem =
          assertThrows(ConfigurationProblem.class, () -> Metrics.on(port));
      assertTrue(problem.getMessage().contains("port " + port), problem.getMessage());
      assertEquals("127.0.0.1", URI.create(metrics.address()).getHost());
    }
  }
}
