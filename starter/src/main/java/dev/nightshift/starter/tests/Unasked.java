package dev.nightshift.starter.tests;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.inference.Inference;
import dev.nightshift.activities.inference.PropertiesFiles;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.starter.cli.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What models lack by what dbt has compiled alone: no data is asked, and nothing is run. */
final class Unasked {
  private final Path folder;
  private final Manifest compiled;
  private final Inference inference;

  Unasked(Path folder, Path manifest) throws IOException {
    this.folder = folder;
    this.compiled = compiled(manifest);
    this.inference = new Inference(compiled);
  }

  /** Of the named models, or of those that changed since the branch. */
  List<Lack> lacks(List<String> models, String base, boolean dryRun) throws IOException {
    List<Lack> lacks = new ArrayList<>();
    PropertiesFiles files = new PropertiesFiles(compiled, folder);
    for (String id : models.isEmpty() ? changed(base) : named(models)) {
      lacks.add(Lack.of(compiled.node(id).orElseThrow(), inference, files));
    }
    if (!dryRun) {
      files.write();
    }
    return lacks;
  }

  private static Manifest compiled(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new Refusal("there is no " + file + "; run dbt compile, or name one by --manifest");
    }
    try (InputStream stream = Files.newInputStream(file)) {
      Manifest read = Manifest.read(stream);
      if (read.metadata().path("project_name").asText("").isEmpty()) {
        throw new Refusal(
            file + " is of a dbt before 1.6, or of none: it does not name its project");
      }
      return read;
    } catch (IOException broken) {
      throw new Refusal(file + " is no manifest of dbt: run dbt compile again");
    }
  }

  private List<String> changed(String base) throws IOException {
    Set<String> changed = Set.copyOf(Changes.below(folder, base).paths());
    return inference.models().stream()
        .filter(id -> changed.contains(compiled.node(id).orElseThrow().path()))
        .toList();
  }

  private List<String> named(List<String> models) {
    Map<String, List<String>> byName =
        inference.models().stream()
            .collect(Collectors.groupingBy(id -> compiled.node(id).orElseThrow().name()));
    return models.stream().flatMap(name -> named(name, byName).stream()).distinct().toList();
  }

  /** Of a model in several versions all. */
  private static List<String> named(String name, Map<String, List<String>> byName) {
    List<String> ids = byName.get(name);
    if (ids == null) {
      throw new Refusal(
          "there is no model «"
              + name
              + "» in the manifest"
              + Nearest.to(name, byName.keySet())
                  .map(near -> "; did you mean " + near + "?")
                  .orElse("; run dbt compile if it is new"));
    }
    return ids;
  }
}
