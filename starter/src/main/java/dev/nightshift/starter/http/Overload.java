package dev.nightshift.starter.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;

/** More at once than this are told to come again: a queue here would be lost with the process. */
final class Overload implements Filter {
  private final Semaphore places;

  Overload(int mostInFlight) {
    this.places = new Semaphore(mostInFlight);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!places.tryAcquire()) {
      refuse((HttpServletResponse) response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      places.release();
    }
  }

  private static void refuse(HttpServletResponse response) throws IOException {
    response.setStatus(503);
    response.setHeader("Retry-After", "2");
    response.setContentType("application/json; charset=utf-8");
    response
        .getOutputStream()
        .write("{\"error\":\"too much at once; try again\"}".getBytes(StandardCharsets.UTF_8));
  }
}
