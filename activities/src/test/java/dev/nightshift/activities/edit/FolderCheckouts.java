package dev.nightshift.activities.edit;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Checkouts of one folder, for tests: a patch is the changed files as JSON, by path, null for one
 * that is gone; bytes are kept as Latin-1.
 */
public final class FolderCheckouts implements Checkouts {
  private final Path base;
  private final Path scratch;
  private final Blobs blobs;

  public FolderCheckouts(Path base, Path scratch, Blobs blobs) {
    this.base = base;
    this.scratch = scratch;
    this.blobs = blobs;
  }

  /** The base as files, for those that need no folder. */
  public static FolderCheckouts of(Path scratch, Blobs blobs, Map<String, String> files) {
    Path base = scratch.resolve("base");
    write(base, files, StandardCharsets.UTF_8);
    return new FolderCheckouts(base, scratch.resolve("checkouts"), blobs);
  }

  /** A patch that makes the files so; null removes one. */
  public static BlobRef patch(Blobs blobs, Map<String, String> files) {
    Map<String, String> latin = new TreeMap<>();
    files.forEach(
        (path, text) ->
            latin.put(
                path,
                text == null
                    ? null
                    : new String(
                        text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1)));
    return blobs.putText("changes.patch", json(latin));
  }

  @Override
  public Checkout open(Workspace workspace, String attempt) {
    Path root = scratch.resolve(attempt);
    Map<String, String> files = files(base);
    if (workspace.patch() != null) {
      changes(workspace.patch()).forEach((path, text) -> put(files, path, text));
    }
    write(root, files, StandardCharsets.ISO_8859_1);
    return new Folder(root, root.resolve(workspace.subfolder()));
  }

  private static void put(Map<String, String> files, String path, String text) {
    if (text == null) {
      files.remove(path);
    } else {
      files.put(path, text);
    }
  }

  @SuppressWarnings("unchecked")
  private Map<String, String> changes(BlobRef patch) {
    try {
      return Converter.json().readValue(blobs.read(patch), TreeMap.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String json(Object value) {
    try {
      return Converter.json()
          .copy()
          .setDefaultPropertyInclusion(com.fasterxml.jackson.annotation.JsonInclude.Include.ALWAYS)
          .writeValueAsString(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<String, String> files(Path folder) {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        files.put(
            folder.relativize(file).toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static void write(
      Path folder, Map<String, String> files, java.nio.charset.Charset charset) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = folder.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        Files.write(path, file.getValue().getBytes(charset));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Folder implements Checkout {
    private final Path root;
    private final Path project;

    Folder(Path root, Path project) {
      this.root = root;
      this.project = project;
    }

    @Override
    public Path root() {
      return root;
    }

    @Override
    public Path project() {
      return project;
    }

    private Map<String, String> changed() {
      Map<String, String> before = files(base);
      Map<String, String> after = files(root);
      Map<String, String> changed = new TreeMap<>();
      after.forEach(
          (path, text) -> {
            if (!text.equals(before.get(path))) {
              changed.put(path, text);
            }
          });
      before.keySet().stream()
          .filter(path -> !after.containsKey(path))
          .forEach(path -> changed.put(path, null));
      return changed;
    }

    @Override
    public BlobRef patch() {
      Map<String, String> changed = changed();
      return changed.isEmpty() ? null : blobs.putText("changes.patch", json(changed));
    }

    @Override
    public List<String> changedFiles() {
      return changed().keySet().stream()
          .map(path -> project.relativize(root.resolve(path)).toString())
          .toList();
    }

    @Override
    public void close() {}
  }

  /** Lines, as a file holds them. */
  public static String lines(String... lines) {
    return String.join("\n", Arrays.asList(lines)) + "\n";
  }
}
