package dev.nightshift.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A flow is read from above to below: its story fits on a screen, its file into a head. */
class StoriesTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/nightshift/workflows");
  private static final int LONGEST_FILE = 300;
  private static final int LONGEST_STORY = 60;

  @Test
  void no_file_is_longer_than_300_lines() throws IOException {
    List<String> longer =
        files().stream()
            .filter(file -> lines(file).size() > LONGEST_FILE)
            .map(Path::toString)
            .toList();
    assertEquals(List.of(), longer);
  }

  @Test
  void each_flow_tells_its_story_in_60_lines() throws IOException {
    List<Path> flows =
        files().stream().filter(file -> file.toString().endsWith("Flow.java")).toList();
    assertTrue(flows.size() >= 5, flows::toString);
    for (Path flow : flows) {
      int story = story(lines(flow));
      assertTrue(story <= LONGEST_STORY, flow + " takes " + story + " lines");
    }
  }

  /** From the head of {@code run} to the brace that ends it; none where a base class has none. */
  private static int story(List<String> lines) {
    int from = 0;
    while (from < lines.size() && !lines.get(from).matches("  public \\S+ run\\(.*")) {
      from++;
    }
    int to = from;
    while (to < lines.size() && !lines.get(to).equals("  }")) {
      to++;
    }
    return to - from;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(SOURCES)) {
      return all.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
