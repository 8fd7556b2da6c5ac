package dev.nightshift.bench.diagnosis;

import dev.nightshift.activities.words.Nearest;
import dev.nightshift.activities.yaml.Yaml;
import dev.nightshift.workflows.values.Verdict;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A broken project and what somebody knows of its fault, as its {@code case.yml} says. {@code
 * check} is never shown to what is judged. {@code request} is what a person asks for, empty where
 * something fails.
 */
record Case(
    String name,
    Path folder,
    Path project,
    Optional<Path> database,
    List<String> prepare,
    List<String> breaks,
    List<String> run,
    Expected expected,
    String request) {

  private static final Set<String> KEYS =
      Set.of("project", "break", "prepare", "database", "run", "request", "expect", "description");

  /** {@code causes} and {@code verdicts} hold what is wanted first, then what will do. */
  record Expected(
      List<String> verdicts, List<String> causes, List<String> files, List<String> check) {}

  /** A case that cannot be used, and why. */
  static final class Unusable extends IOException {
    private static final long serialVersionUID = 1;

    Unusable(Path file, String why) {
      super(file + ": " + why);
    }
  }

  static Case read(Path folder) throws IOException {
    Path file = folder.resolve("case.yml");
    Map<?, ?> map;
    try {
      map = Yaml.parse(Files.readString(file)) instanceof Map<?, ?> read ? read : Map.of();
    } catch (Yaml.Unreadable broken) {
      throw new Unusable(file, "it is no YAML: " + broken.getMessage());
    } catch (CharacterCodingException broken) {
      throw new Unusable(file, "it is no text in UTF-8");
    }
    for (Object key : map.keySet()) {
      String said = String.valueOf(key);
      // Somebody may note more beside it than is read here; a slip of the pen would be no note.
      if (!KEYS.contains(said) && Nearest.only(said, KEYS).isPresent()) {
        throw new Unusable(file, "there is no key `" + said + "`; there are " + KEYS);
      }
    }
    String name = folder.getFileName().toString();
    String request = text(map, "request", "");
    if (!request.isBlank()) {
      List<String> none = List.of();
      return new Case(
          name, folder, folder, Optional.empty(), none, none, none, expected(Map.of()), request);
    }
    Path project = inside(file, folder, text(map, "project", "project"));
    if (!Files.isRegularFile(project.resolve("dbt_project.yml"))) {
      throw new Unusable(file, "`project` is no dbt project: " + project);
    }
    List<String> run = texts(map.get("run"));
    String database = text(map, "database", "none");
    return new Case(
        name,
        folder,
        project,
        database.equals("none") ? Optional.empty() : Optional.of(inside(file, folder, database)),
        texts(map.get("prepare")),
        texts(map.get("break")),
        run.isEmpty() ? List.of("dbt build") : run,
        expected(map.get("expect") instanceof Map<?, ?> wanted ? wanted : Map.of()),
        "");
  }

  /** Of a link to a folder of cases either place may be meant. */
  private static Path inside(Path file, Path folder, String said) throws IOException {
    try {
      Path path = folder.resolve(said).toAbsolutePath().normalize();
      Path linked = folder.toRealPath().resolve(said).normalize();
      if (!Files.exists(path) && !Files.exists(linked)) {
        throw new Unusable(file, path + " is not there");
      }
      return Files.exists(path) ? path : linked;
    } catch (InvalidPathException none) {
      throw new Unusable(file, "`" + said + "` is no path");
    }
  }

  /** {@code also_acceptable} names other verdicts and other causes, in any order. */
  private static Expected expected(Map<?, ?> wanted) {
    List<String> verdicts = new ArrayList<>(texts(wanted.get("verdict")));
    List<String> causes = new ArrayList<>(texts(wanted.get("cause")));
    for (String other : texts(wanted.get("also_acceptable"))) {
      (isVerdict(other) ? verdicts : causes).add(other);
    }
    return new Expected(verdicts, causes, texts(wanted.get("files")), texts(wanted.get("check")));
  }

  private static boolean isVerdict(String word) {
    return Arrays.stream(Verdict.values()).anyMatch(verdict -> verdict.name().equals(word));
  }

  private static String text(Map<?, ?> map, String key, String otherwise) {
    Object value = map.get(key);
    return value == null ? otherwise : String.valueOf(value);
  }

  private static List<String> texts(Object value) {
    if (value instanceof List<?> all) {
      return all.stream().map(String::valueOf).toList();
    }
    return value == null ? List.of() : List.of(String.valueOf(value));
  }
}
