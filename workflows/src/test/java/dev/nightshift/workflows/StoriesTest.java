package dev.nightshift.workflows;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A flow is read from above to below: its story fits on a screen, its file into a head. */
class StoriesTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/nightshift/workflows");
  private static final int LONGEST_FILE = 300;
  private static final int LONGEST_STORY = 60;
  private static final Pattern STORY = Pattern.compile("  (public .+ run|private .+ story)\\(.*");

  /** Where the story goes on, by what a person says of it. */
  private static final List<String> CHAPTERS =
      List.of("conclude", "publish", "published", "asked", "drafted");

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
      List<String> lines = lines(flow);
      int story = story(lines);
      assertTrue(story <= LONGEST_STORY, flow + " takes " + story + " lines");
      assertTrue(story > 0 || isBase(lines), flow + " has a story that is not found");
    }
  }

  @Test
  void each_chapter_of_a_remediation_is_told_in_60_lines() {
    List<String> lines = lines(SOURCES.resolve("remediation/RemediationFlow.java"));
    for (String chapter : CHAPTERS) {
      int told = told(lines, chapter(chapter));
      assertTrue(told > 0, chapter + " is not found");
      assertTrue(told <= LONGEST_STORY, chapter + " takes " + told + " lines");
    }
    assertEquals(61, told(flow(20, 20), chapter("told")), "one that is too long is seen");
  }

  private static Pattern chapter(String name) {
    return Pattern.compile("  private \\S+ " + name + "\\(.*");
  }

  @Test
  void a_story_that_is_too_long_is_seen_wherever_the_flow_tells_it() {
    assertEquals(61, story(flow(60, 0)));
    assertEquals(61, story(flow(39, 20)), "what run leaves to its story is the flow's too");
    assertTrue(story(flow(20, 20)) <= LONGEST_STORY);
  }

  /** As the formatter writes it; others of its methods are as long as they like. */
  private static List<String> flow(int inRun, int inStory) {
    List<String> lines = new ArrayList<>(List.of("final class SomeFlow implements Some {"));
    lines.add("  public Map<String, List<Outcome>> run(Request request) {");
    lines.addAll(Collections.nCopies(inRun, "    step();"));
    lines.add("  }");
    if (inStory > 0) {
      lines.add("  private Outcome story() {");
      lines.addAll(Collections.nCopies(inStory, "    step();"));
      lines.add("  }");
    }
    lines.add("  private Outcome told() {");
    lines.addAll(Collections.nCopies(LONGEST_STORY, "    word();"));
    lines.addAll(List.of("  }", "}"));
    return lines;
  }

  /** From the head of {@code run} to the brace that ends it, and of the {@code story} it tells. */
  private static int story(List<String> lines) {
    return told(lines, STORY);
  }

  private static int told(List<String> lines, Pattern head) {
    int length = 0;
    boolean within = false;
    for (String line : lines) {
      within |= head.matcher(line).matches();
      within &= !line.equals("  }");
      length += within ? 1 : 0;
    }
    return length;
  }

  private static boolean isBase(List<String> lines) {
    return lines.stream().anyMatch(line -> line.startsWith("public abstract class "));
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
