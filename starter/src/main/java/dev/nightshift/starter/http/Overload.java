package dev.nightshift.starter.http;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * More at once than this are told to come again: a queue here would be lost with the process. It
 * begins with few, and gives a place more for each that came through while all were taken: a
 * program that was just started is slow at everything, and slower the more it is asked at once.
 */
final class Overload implements Filter {
  private static final int FIRST = 6;

  private final int most;
  private int places;
  private int taken;

  Overload(int most) {
    this.most = most;
    this.places = Math.min(FIRST, most);
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (!take()) {
      refuse((HttpServletResponse) response);
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      giveBack();
    }
  }

  synchronized boolean take() {
    if (taken >= places) {
      return false;
    }
    taken++;
    return true;
  }

  synchronized void giveBack() {
    if (taken == places && places < most) {
      places++;
    }
    taken--;
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
