package dev.nightshift.starter.scenario;

import dev.nightshift.activities.yaml.Yaml;
import dev.nightshift.workflows.values.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a good engineer would conclude of a bad night, as its {@code expected.yml} says. {@code
 * files} is empty where no pull request is wanted, {@code subfolder} where the project has its
 * repository for itself; {@code asked} are those of the causes that a person is asked about, and
 * {@code answers} what that person says: the causes are as that leaves them. {@code words} are what
 * must be said of causes, and {@code questions} what of those must be asked. {@code skipsHooks}:
 * they are left out of what is tried; {@code fetches}: its project has packages of a registry;
 * {@code by} is who thinks in this play of it, empty for whoever thinks in all.
 */
record Expected(
    String name,
    List<String> command,
    List<Conclusion> causes,
    List<Conclusion> asked,
    List<String> answers,
    List<String> files,
    List<String> contains,
    List<String> remaining,
    String subfolder,
    List<Words> words,
    List<Words> questions,
    boolean skipsHooks,
    boolean fetches,
    String by) {
  /** The file's own prose is a person's; what it has in backticks, anybody must say. */
  private static final Pattern WORDS = Pattern.compile("`([^`]+)`");

  /** Who must act, why, on what, and which nodes that explains. */
  record Conclusion(String verdict, String kind, String subject, List<String> nodes)
      implements Comparable<Conclusion> {
    static Conclusion of(Cause cause) {
      return new Conclusion(cause.verdict().name(), cause.kind(), cause.subject(), cause.nodes());
    }

    Conclusion {
      nodes = nodes.stream().sorted().toList();
    }

    @Override
    public int compareTo(Conclusion other) {
      return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
      return verdict + " " + kind + " of " + subject + " " + nodes;
    }
  }

  /** What must be said of a cause. */
  record Words(Conclusion cause, List<String> all) {}

  static Expected read(Path folder) throws IOException {
    Path file = folder.resolve("expected.yml");
    try {
      if (Yaml.parse(Files.readString(file)) instanceof Map<?, ?> map) {
        boolean fetches = Files.isDirectory(folder.resolve("registry"));
        return of(folder.getFileName().toString(), map, fetches);
      }
      throw new IOException(file + " holds no conclusions");
    } catch (Yaml.Unreadable broken) {
      throw new IOException(file + " is no YAML: " + broken.getMessage(), broken);
    }
  }

  static Expected of(String name, Map<?, ?> file) {
    return of(name, file, false);
  }

  private static Expected of(String name, Map<?, ?> file, boolean fetches) {
    Map<?, ?> pull = file.get("pull_request") instanceof Map<?, ?> map ? map : Map.of();
    List<String> command = texts(file.get("command"));
    return new Expected(
        name,
        command.isEmpty() ? List.of("build") : command,
        maps(file.get("causes")).stream().map(Expected::conclusion).sorted().toList(),
        maps(file.get("causes")).stream()
            .filter(cause -> cause.get("question") != null)
            .map(Expected::conclusion)
            .sorted()
            .toList(),
        maps(file.get("causes")).stream()
            .filter(cause -> cause.get("answer") != null)
            .map(cause -> String.valueOf(cause.get("answer")))
            .toList(),
        texts(pull.get("files")).stream().sorted().toList(),
        texts(pull.get("contains")),
        texts(file.get("remaining")).stream().sorted().toList(),
        file.get("subfolder") instanceof String folder ? folder : "",
        words(file, "because"),
        words(file, "question"),
        "skip".equals(file.get("hooks")),
        fetches,
        "");
  }

  private static List<Words> words(Map<?, ?> file, String said) {
    return maps(file.get("causes")).stream()
        .filter(cause -> cause.get(said) != null)
        .map(cause -> new Words(conclusion(cause), inBackticks(String.valueOf(cause.get(said)))))
        .toList();
  }

  private static List<String> inBackticks(String prose) {
    return WORDS.matcher(prose).results().map(word -> word.group(1)).toList();
  }

  /** The same night, where that engine thinks. */
  Expected by(String engine) {
    return new Expected(
        name,
        command,
        causes,
        asked,
        answers,
        files,
        contains,
        remaining,
        subfolder,
        words,
        questions,
        skipsHooks,
        fetches,
        engine);
  }

  /** The project that is played in, and all that is named like it. */
  String project() {
    return by.isEmpty() ? name : name + "-by-" + by.replace(':', '-');
  }

  boolean wantsPullRequest() {
    return !files.isEmpty();
  }

  private static Conclusion conclusion(Map<?, ?> cause) {
    return new Conclusion(
        String.valueOf(cause.get("verdict")),
        String.valueOf(cause.get("kind")),
        String.valueOf(cause.get("subject")),
        texts(cause.get("nodes")));
  }

  private static List<? extends Map<?, ?>> maps(Object list) {
    return list instanceof List<?> all
        ? all.stream().filter(Map.class::isInstance).map(one -> (Map<?, ?>) one).toList()
        : List.of();
  }

  private static List<String> texts(Object list) {
    return list instanceof List<?> all ? all.stream().map(String::valueOf).toList() : List.of();
  }
}
