package dev.nightshift.activities.agent;

import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.words.Below;
import dev.nightshift.activities.yaml.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A dbt project's own files as text, with the edits that were made so far. Paths are relative to
 * the project's folder; packages, targets and links out of it are no part of it.
 */
final class ProjectText {
  /** Nobody writes a model of two megabytes; what is larger is data. */
  private static final long LARGEST = 2_000_000;

  private final Path folder;
  private final Lately lately;
  private final Map<?, ?> settings;
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, String> edits = new LinkedHashMap<>();

  ProjectText(Path folder) {
    this(folder, Lately.UNKNOWN);
  }

  ProjectText(Path folder, Lately lately) {
    this.folder = folder;
    this.lately = lately;
    this.settings = settings();
  }

  /** The file as it was before it changed lately. */
  Optional<String> before(String path) {
    return lately.file(path).map(Earlier::text);
  }

  /** Whether it was there before it changed lately, and nothing is there now. */
  boolean isGone(String path) {
    return Below.of(folder, path)
            .filter(file -> Files.notExists(file, LinkOption.NOFOLLOW_LINKS))
            .isPresent()
        && before(path).isPresent();
  }

  private Map<?, ?> settings() {
    try {
      return text("dbt_project.yml").isPresent()
              && Yaml.parse(text("dbt_project.yml").orElseThrow()) instanceof Map<?, ?> map
          ? map
          : Map.of();
    } catch (Yaml.Unreadable e) {
      // dbt itself refuses such a project; the defaults let a fixer say what it finds.
      return Map.of();
    }
  }

  String name() {
    return settings.get("name") instanceof String name ? name : "";
  }

  List<String> modelFolders() {
    List<String> folders = new ArrayList<>(folders("model-paths", "models"));
    folders.addAll(folders("snapshot-paths", "snapshots"));
    return folders;
  }

  List<String> testFolders() {
    return folders("test-paths", "tests");
  }

  List<String> macroFolders() {
    return folders("macro-paths", "macros");
  }

  /** Where properties may stand. */
  List<String> propertyFolders() {
    TreeSet<String> all = new TreeSet<>(modelFolders());
    all.addAll(folders("seed-paths", "seeds"));
    all.addAll(folders("analysis-paths", "analyses"));
    all.addAll(testFolders());
    return List.copyOf(all);
  }

  private List<String> folders(String key, String otherwise) {
    Object value = settings.get(key);
    if (value instanceof List<?> list && !list.isEmpty()) {
      return list.stream().map(String::valueOf).toList();
    }
    return List.of(otherwise);
  }

  /** Files below the folders whose name ends so, in order. */
  List<String> files(List<String> folders, String... endings) {
    TreeSet<String> found = new TreeSet<>();
    for (String below : folders) {
      Optional<Path> start =
          Below.of(folder, below).filter(at -> Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS));
      if (start.isEmpty()) {
        continue;
      }
      try (Stream<Path> walk = Files.walk(start.get())) {
        walk.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
            .map(path -> folder.relativize(path).toString().replace('\\', '/'))
            .filter(path -> Stream.of(endings).anyMatch(path::endsWith))
            .filter(path -> !path.contains("dbt_packages/"))
            .forEach(found::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return List.copyOf(found);
  }

  /** The file as it stands with the edits; empty where it is no text of ours. */
  Optional<String> text(String path) {
    String edited = edits.get(path);
    if (edited != null) {
      return Optional.of(edited);
    }
    if (!texts.containsKey(path)) {
      texts.put(path, read(path));
    }
    return Optional.ofNullable(texts.get(path));
  }

  /** Whether the edits of an earlier cause have made it another. */
  boolean isEdited(String path) {
    return edits.containsKey(path);
  }

  private String read(String path) {
    Path file =
        Below.of(folder, path)
            .filter(at -> Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS))
            .orElse(null);
    try {
      if (file == null
          || Files.size(file) > LARGEST
          || !file.toRealPath().startsWith(folder.toRealPath())) {
        return null;
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (CharacterCodingException e) {
      return null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the edits of one cause, all of them. */
  void accept(Map<String, String> more) {
    edits.putAll(more);
  }

  void write() {
    edits.forEach(
        (path, text) -> {
          try {
            Files.writeString(folder.resolve(path), text, StandardCharsets.UTF_8);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
