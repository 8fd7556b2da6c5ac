package dev.nightshift.activities.http;

import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * Where HTTP clients are built, and nowhere else: what a company's network asks for is set here.
 */
public final class Outbound {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private Outbound() {}

  /**
   * It follows no redirect: a header with a token would go to wherever it leads. It tries nothing
   * twice: Temporal does.
   */
  public static HttpClient client() {
    return HttpClient.newBuilder()
        .connectTimeout(CONNECT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(ProxySelector.getDefault())
        .build();
  }
}
