package dev.nightshift.worker;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import com.uber.m3.util.Duration;
import dev.nightshift.activities.configuration.ConfigurationProblem;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a worker tells Prometheus, on loopback: Temporal's own figures, and what agents cost. */
public final class Metrics implements AutoCloseable {
  private static final String PATH = "/metrics";

  /** Sums reach the registry as often; who asks more often sees the same. */
  private static final double EVERY_SECONDS = 1;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Scope scope =
      new RootScopeBuilder()
          .reporter(new MicrometerClientStatsReporter(registry))
          .reportEvery(Duration.ofSeconds(EVERY_SECONDS));
  private final HttpServer server;

  private Metrics(HttpServer server) {
    this.server = server;
  }

  /** Port 0 is any that is free. */
  public static Metrics on(int port) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
      Metrics metrics = new Metrics(server);
      server.createContext(PATH, metrics::answer);
      server.start();
      return metrics;
    } catch (IOException taken) {
      String says = "port " + port + " cannot be listened on: " + taken.getMessage();
      throw new ConfigurationProblem(
          List.of(
              new ConfigurationProblem.Problem(
                  "nightshift.yml", 0, "", "`worker.metrics`: " + says)));
    }
  }

  /** Where all that is counted goes. */
  public Scope scope() {
    return scope;
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + PATH;
  }

  private void answer(HttpExchange http) throws IOException {
    try (http) {
      byte[] text = registry.scrape().getBytes(StandardCharsets.UTF_8);
      http.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
      http.sendResponseHeaders(200, text.length);
      http.getResponseBody().write(text);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    try {
      scope.close();
    } catch (ScopeCloseException broken) {
      throw new IllegalStateException("what was counted last could not be told", broken);
    } finally {
      registry.close();
    }
  }
}
