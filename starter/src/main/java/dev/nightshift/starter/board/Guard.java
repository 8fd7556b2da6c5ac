package dev.nightshift.starter.board;

import dev.nightshift.starter.http.Answers;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.HandlerType;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/**
 * Who may look and who may decide. Any page in the same browser can send requests to loopback, and
 * any name can be made to point at it: so the name that was asked for, the origin, a cookie that
 * only the printed URL gives, and a token that only our own page knows are all checked.
 */
final class Guard {
  static final String FORM_HEADER = "X-Nightshift-Form";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src"
          + " 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

  /** For what holds words of others, and its style in itself: it can fetch and run nothing. */
  private static final String ALONE =
      "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups; frame-ancestors 'none';"
          + " base-uri 'none'; form-action 'none'";

  private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);

  private final String token = random();
  private final String session = random();
  private final String form = random();

  String token() {
    return token;
  }

  String form() {
    return form;
  }

  /** Lets the request through, or answers it. */
  void check(Context http) {
    headers(http);
    if (!asksForUs(http)) {
      refuse(http, 421, "ask for this board by 127.0.0.1 or localhost");
    } else if (http.path().equals("/") && http.queryParam("token") != null) {
      enter(http, http.queryParam("token"));
    } else if (Pages.open(http.path())) {
      return;
    } else if (!same(session, http.cookie(cookieName(http)))) {
      strange(http);
    } else if (!READING.contains(http.method())) {
      checkForm(http);
    }
  }

  private static void headers(Context http) {
    http.header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("X-Frame-Options", "DENY")
        .header("Referrer-Policy", "no-referrer")
        .header("Cross-Origin-Opener-Policy", "same-origin")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header("Cache-Control", "no-store");
  }

  static void alone(Context http) {
    http.header("Content-Security-Policy", ALONE);
  }

  /** HTTP/1.0 lets the name out. */
  private static boolean asksForUs(Context http) {
    String host = http.header("Host");
    return host != null && hosts(http).contains(host);
  }

  private static Set<String> hosts(Context http) {
    int port = http.req().getLocalPort();
    return Set.of("127.0.0.1:" + port, "localhost:" + port);
  }

  /** The token leaves the address bar at once; the cookie stays out of scripts' reach. */
  private void enter(Context http, String given) {
    if (!same(token, given)) {
      strange(http);
      return;
    }
    Cookie cookie = new Cookie(cookieName(http), session);
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    cookie.setPath("/");
    http.cookie(cookie);
    // A redirect would still count as coming from where the link was clicked, and a strict cookie
    // would stay at home: the page reloads itself instead.
    http.status(200).contentType("text/html; charset=utf-8").result(Pages.entered());
    http.skipRemainingHandlers();
  }

  private void checkForm(Context http) {
    String origin = http.header("Origin");
    boolean own = hosts(http).stream().anyMatch(host -> ("http://" + host).equals(origin));
    if (!own || !same(form, http.header(FORM_HEADER))) {
      refuse(http, 403, "this was not sent by the board; reload it and try again");
    }
  }

  private static void strange(Context http) {
    if (http.path().startsWith("/api/") || http.path().startsWith("/hooks/")) {
      refuse(http, 401, "open the board by the address that the starter printed");
    } else {
      http.status(401)
          .contentType("text/html; charset=utf-8")
          .result(Pages.closed(http.req().getLocalPort()));
      http.skipRemainingHandlers();
    }
  }

  private static void refuse(Context http, int status, String says) {
    Answers.refuse(http, status, says);
    http.skipRemainingHandlers();
  }

  /** Cookies do not know ports: two boards on one machine must not share one. */
  private static String cookieName(Context http) {
    return "nightshift_" + http.req().getLocalPort();
  }

  private static boolean same(String ours, String given) {
    return given != null
        && MessageDigest.isEqual(
            ours.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }

  private static String random() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
