package dev.nightshift.starter.tests;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.inference.Inference;
import dev.nightshift.activities.inference.PropertiesFiles;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Exit;
import dev.nightshift.starter.cli.NightCommand;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says which tests changed models lack, and writes them beside those that are there. */
@Command(
    name = "tests",
    description = "Add the tests that changed models lack, by what dbt compiled.",
    footer = {
      "",
      "Run dbt compile first: models are judged by the SQL that it left, and by what",
      "the project tests elsewhere. No data is asked and nothing is run: values and",
      "references, which only data can confirm, are told and not written. What is",
      "written is text added to the properties files: git diff shows it, and dbt test",
      "tells whether it holds."
    })
public final class TestsCommand extends NightCommand {
  @Option(
      names = "--base",
      defaultValue = "",
      paramLabel = "REF",
      description =
          "The branch that the models changed since; without it, the main branch of origin.")
  private String base;

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "NAME",
      description = "These models, changed or not; several with commas between them.")
  private List<String> models = List.of();

  @Option(
      names = "--project-dir",
      paramLabel = "DIR",
      description = "The folder with dbt_project.yml; without it, the one that you are in.")
  private Path project;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description = "What dbt compiled; without it, target/manifest.json of the project.")
  private Path manifest;

  @Option(names = "--dry-run", description = "Only tell; write nothing.")
  private boolean dryRun;

  public TestsCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws IOException {
    Path folder = desk.folder().resolve(project == null ? Path.of("") : project).toAbsolutePath();
    if (!Files.exists(folder.resolve("dbt_project.yml"))) {
      throw new Refusal(folder + " has no dbt_project.yml; name the project by --project-dir");
    }
    Manifest compiled = compiled(folder);
    Inference inference = new Inference(compiled);
    List<Lack> lacks = new ArrayList<>();
    PropertiesFiles files = new PropertiesFiles(compiled, folder);
    for (String id : chosen(folder, compiled, inference)) {
      lacks.add(Lack.of(compiled.node(id).orElseThrow(), inference, files));
    }
    if (!dryRun) {
      files.write();
    }
    if (json) {
      sayJson(lacks.stream().map(lack -> lack.json(dryRun)).toList());
    } else {
      new LackText(desk, dryRun).lines(lacks).forEach(this::say);
    }
    return Exit.DONE;
  }

  private Manifest compiled(Path folder) throws IOException {
    Path file =
        manifest == null ? folder.resolve("target/manifest.json") : desk.folder().resolve(manifest);
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

  private List<String> chosen(Path folder, Manifest compiled, Inference inference)
      throws IOException {
    if (models.isEmpty()) {
      Set<String> changed = Set.copyOf(Changes.below(folder, base));
      return inference.models().stream()
          .filter(id -> changed.contains(compiled.node(id).orElseThrow().path()))
          .toList();
    }
    Map<String, List<String>> byName =
        inference.models().stream()
            .collect(Collectors.groupingBy(id -> compiled.node(id).orElseThrow().name()));
    return models.stream()
        .flatMap(name -> named(name.strip(), byName).stream())
        .distinct()
        .toList();
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
