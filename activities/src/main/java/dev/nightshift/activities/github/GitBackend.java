package dev.nightshift.activities.github;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Git's own server side of HTTP, behind ours: bare repositories in a folder. */
record GitBackend(Path repositories, Path hooks) {

  void serve(HttpExchange http, String path) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("GIT_"));
    environment.put("GIT_PROJECT_ROOT", repositories.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("PATH_INFO", path);
    environment.put("REQUEST_METHOD", http.getRequestMethod());
    environment.put(
        "QUERY_STRING", Optional.ofNullable(http.getRequestURI().getQuery()).orElse(""));
    header(http, "Content-Type", environment, "CONTENT_TYPE");
    header(http, "Git-Protocol", environment, "GIT_PROTOCOL");
    environment.put("GIT_CONFIG_COUNT", "2");
    environment.put("GIT_CONFIG_KEY_0", "http.receivepack");
    environment.put("GIT_CONFIG_VALUE_0", "true");
    environment.put("GIT_CONFIG_KEY_1", "core.hooksPath");
    environment.put("GIT_CONFIG_VALUE_1", hooks.toString());
    byte[] asked = body(http);
    environment.put("CONTENT_LENGTH", "" + asked.length);
    Process git = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    git.getOutputStream().write(asked);
    git.getOutputStream().close();
    answer(http, git.getInputStream().readAllBytes());
  }

  private static byte[] body(HttpExchange http) throws IOException {
    InputStream body = http.getRequestBody();
    boolean packed = "gzip".equals(http.getRequestHeaders().getFirst("Content-Encoding"));
    return (packed ? new GZIPInputStream(body) : body).readAllBytes();
  }

  private static void header(
      HttpExchange http, String name, Map<String, String> environment, String variable) {
    String value = http.getRequestHeaders().getFirst(name);
    if (value != null) {
      environment.put(variable, value);
    }
  }

  /** Headers, an empty line, and the rest as it is. */
  private static void answer(HttpExchange http, byte[] said) throws IOException {
    int status = 200;
    int at = 0;
    while (true) {
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      while (said[at] != '\n') {
        line.write(said[at++]);
      }
      at++;
      String text = line.toString(StandardCharsets.ISO_8859_1).strip();
      if (text.isEmpty()) {
        break;
      }
      String name = text.substring(0, text.indexOf(':'));
      String value = text.substring(text.indexOf(':') + 1).strip();
      if (name.equals("Status")) {
        status = Integer.parseInt(value.substring(0, 3));
      } else {
        http.getResponseHeaders().add(name, value);
      }
    }
    int length = said.length - at;
    http.sendResponseHeaders(status, length == 0 ? -1 : length);
    http.getResponseBody().write(said, at, length);
  }
}
