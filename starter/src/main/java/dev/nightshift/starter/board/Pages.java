package dev.nightshift.starter.board;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The files that the browser gets, each by its name: nothing else of the class path is served. */
final class Pages {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String PICTURE = "image/svg+xml";
  private static final String SCRIPT = "text/javascript; charset=utf-8";

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("/", HTML),
          Map.entry("/board.css", "text/css; charset=utf-8"),
          Map.entry("/moon.svg", PICTURE),
          // For the pages that name no picture of theirs.
          Map.entry("/favicon.ico", PICTURE),
          Map.entry("/board.js", SCRIPT),
          Map.entry("/dom.js", SCRIPT),
          Map.entry("/live.js", SCRIPT),
          Map.entry("/server.js", SCRIPT),
          Map.entry("/runs.js", SCRIPT),
          Map.entry("/run.js", SCRIPT),
          Map.entry("/causes.js", SCRIPT),
          Map.entry("/question.js", SCRIPT),
          Map.entry("/letters.js", SCRIPT),
          Map.entry("/diff.js", SCRIPT),
          Map.entry("/markdown.js", SCRIPT),
          Map.entry("/hosted.js", SCRIPT),
          Map.entry("/pulls.js", SCRIPT),
          Map.entry("/issues.js", SCRIPT),
          Map.entry("/agents.js", SCRIPT),
          Map.entry("/agent.js", SCRIPT),
          Map.entry("/transcript.js", SCRIPT),
          Map.entry("/phases.js", SCRIPT),
          Map.entry("/messages.js", SCRIPT));

  /** What even a stranger gets, so that a closed door is not an ugly one. */
  private static final Set<String> OPEN = Set.of("/board.css", "/moon.svg", "/favicon.ico");

  private static final Map<String, String> UNDER_ANOTHER_NAME =
      Map.of("/", "/index.html", "/favicon.ico", "/moon.svg");

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  Pages() {
    TYPES
        .keySet()
        .forEach(path -> files.put(path, read(UNDER_ANOTHER_NAME.getOrDefault(path, path))));
  }

  Set<String> paths() {
    return files.keySet();
  }

  void serve(Context http) {
    http.contentType(TYPES.get(http.path())).result(files.get(http.path()));
  }

  static boolean open(String path) {
    return OPEN.contains(path);
  }

  static byte[] entered() {
    return read("/entered.html");
  }

  static String closed(int port) {
    return new String(read("/closed.html"), StandardCharsets.UTF_8)
        .replace("PORT", String.valueOf(port));
  }

  private static byte[] read(String name) {
    try (InputStream stream = Pages.class.getResourceAsStream("/board" + name)) {
      if (stream == null) {
        throw new IllegalStateException("the board's file " + name + " is not in the jar");
      }
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
