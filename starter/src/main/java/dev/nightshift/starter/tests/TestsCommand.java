package dev.nightshift.starter.tests;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.starter.cli.ConfiguredCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Exit;
import dev.nightshift.starter.cli.Refusal;
import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.tests.TestsOutcome;
import dev.nightshift.workflows.tests.TestsOutcome.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Says which tests changed models lack, and writes them beside those that are there. */
@Command(
    name = "tests",
    description = "Add the tests that changed models lack, each of which has held in a sandbox.",
    footer = {
      "",
      "A worker builds the changed models in a copy of production's data, as they stand",
      "in your checkout. What each lacks is told by the SQL that dbt compiled, by what",
      "the project tests elsewhere, and by the data; all of it is run, and what holds is",
      "added to the properties files: git diff shows it. Where a few rows are against a",
      "test that should hold, it only warns, below a comment that says so.",
      "",
      "With --static, and where there is no configuration, nothing is run and no data is",
      "asked. Run dbt compile first then: values and references, which only data can",
      "confirm, are told and not written, and dbt test tells whether the others hold."
    })
public final class TestsCommand extends ConfiguredCommand {
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
  private Path folder;

  @Option(
      names = "--project",
      defaultValue = "",
      paramLabel = "NAME",
      description = "Which project of the configuration it is; needed where there are several.")
  private String project;

  @Option(names = "--static", description = "Run nothing, and ask no data.")
  private boolean unasked;

  @Option(
      names = "--manifest",
      paramLabel = "FILE",
      description =
          "With --static: what dbt compiled; without it, target/manifest.json of the project.")
  private Path manifest;

  @Option(names = "--dry-run", description = "Only tell; write nothing.")
  private boolean dryRun;

  public TestsCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path there = desk.folder().resolve(folder == null ? Path.of("") : folder).toAbsolutePath();
    if (!Files.exists(there.resolve("dbt_project.yml"))) {
      throw new Refusal(there + " has no dbt_project.yml; name the project by --project-dir");
    }
    if (unasked || manifest != null || !Files.exists(desk.configuration(config))) {
      return unasked(there);
    }
    return asked(there);
  }

  private int unasked(Path there) throws IOException {
    Path compiled =
        manifest == null ? there.resolve("target/manifest.json") : desk.folder().resolve(manifest);
    List<Lack> lacks = new Unasked(there, compiled).lacks(models, base, dryRun);
    if (json) {
      sayJson(Map.of("models", json(lacks, dryRun)));
    } else {
      new LackText(desk, dryRun, false).lines(lacks).forEach(this::say);
    }
    return Exit.DONE;
  }

  private int asked(Path there) throws IOException, InterruptedException {
    Asked asked = new Asked(desk, meant(desk.settings(config)), there);
    TestsOutcome outcome = asked.outcome(models.stream().map(String::strip).toList(), base);
    List<Lack> lacks = asked.lacks(outcome, dryRun);
    if (json) {
      sayJson(json(outcome, lacks));
    } else {
      outcome.notes().forEach(this::say);
      boolean stopped = outcome.ending() == Ending.STOPPED;
      if (!stopped || !lacks.isEmpty()) {
        new LackText(desk, dryRun, true).lines(lacks).forEach(this::say);
      }
      if (stopped) {
        say("Nothing is written: " + desk.line(outcome.headline()));
      }
    }
    boolean failed =
        outcome.ending() == Ending.STOPPED || outcome.plans().stream().anyMatch(Tests.Plan::failed);
    return failed ? Exit.FAILED : Exit.DONE;
  }

  private Map<String, Object> json(TestsOutcome outcome, List<Lack> lacks) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("ending", outcome.ending());
    all.put("headline", outcome.headline());
    all.put("notes", outcome.notes());
    all.put("models", json(lacks, dryRun || outcome.ending() != Ending.WRITTEN));
    return all;
  }

  private static List<Map<String, Object>> json(List<Lack> lacks, boolean onlyTold) {
    return lacks.stream().map(lack -> lack.json(onlyTold)).toList();
  }

  private Settings.Project meant(Settings settings) {
    List<String> names = settings.projects().stream().map(Settings.Project::name).toList();
    if (project.isEmpty() && names.size() > 1) {
      throw new Refusal("which project is it? Say --project, one of: " + String.join(", ", names));
    }
    return project.isEmpty()
        ? settings.projects().get(0)
        : settings
            .project(project)
            .orElseThrow(
                () ->
                    new Refusal(
                        "there is no project «"
                            + project
                            + "»; known: "
                            + String.join(", ", names)));
  }
}
