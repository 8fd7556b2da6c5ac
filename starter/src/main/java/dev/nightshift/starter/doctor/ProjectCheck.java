package dev.nightshift.starter.doctor;

import dev.nightshift.activities.configuration.Settings.Knowledge;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** One project: its code, its dbt, its data, its runs. */
final class ProjectCheck {
  private final Project project;
  private final Workspaces workspaces;
  private final Checkouts checkouts;
  private final Supplier<String> dbt;
  private String dbtVersion = "";
  private final String subject;
  private final List<Finding> findings = new ArrayList<>();

  ProjectCheck(Project project, Workspaces workspaces, Checkouts checkouts, Supplier<String> dbt) {
    this.project = project;
    this.workspaces = workspaces;
    this.checkouts = checkouts;
    this.dbt = dbt;
    this.subject = "project " + project.name();
  }

  List<Finding> findings() {
    ownDbt();
    code();
    return besideCode();
  }

  /** Where the code's host is not to be asked. */
  List<Finding> findingsBesideCode() {
    ownDbt();
    note("repository", "it is on GitHub, which was not asked", "leave --offline out");
    return besideCode();
  }

  private List<Finding> besideCode() {
    warehouse();
    artifacts();
    environment();
    return findings;
  }

  private void ownDbt() {
    try {
      dbtVersion = dbt.get();
      if (project.dbt() != null) {
        fine("dbt", dbtVersion + " in " + project.dbt());
      }
    } catch (ApplicationFailure failure) {
      wrong(
          "dbt",
          failure.getOriginalMessage(),
          "name dbt's executable with `dbt` in nightshift.yml, or leave the key out");
    }
  }

  private void code() {
    try {
      Workspace workspace = workspaces.resolve(project.name(), "");
      fine(
          "repository", project.repository() + ", " + project.branch() + " at " + brief(workspace));
      try (Checkout checkout = checkouts.open(workspace, "doctor")) {
        dbtProject(checkout);
        knowledge(checkout.root());
      }
    } catch (ApplicationFailure failure) {
      wrong(
          "repository",
          failure.getOriginalMessage(),
          "see `repository`, `branch` and `subfolder` in nightshift.yml");
    }
  }

  private static String brief(Workspace workspace) {
    return workspace.base().substring(0, Math.min(10, workspace.base().length()));
  }

  private void dbtProject(Checkout checkout) {
    YamlFile file;
    try {
      file = YamlFile.read(checkout.project().resolve("dbt_project.yml"));
    } catch (IllegalArgumentException why) {
      wrong("dbt_project.yml", why.getMessage(), "is `subfolder` in nightshift.yml right?");
      return;
    }
    fine("dbt_project.yml", "the project is called " + file.text("name"));
    requiredVersion(file.texts("require-dbt-version"));
    profile(checkout, file.text("profile"));
    variables(EnvVars.of(checkout.project()));
  }

  private void requiredVersion(List<String> required) {
    if (required.isEmpty()) {
      return;
    }
    String says = "the project requires " + String.join(", ", required);
    if (dbtVersion.isEmpty()) {
      note("dbt version", says, "which one is used cannot be told until dbt starts");
    } else if (Versions.allow(required, dbtVersion)) {
      fine("dbt version", says + "; " + dbtVersion + " is used");
    } else {
      wrong(
          "dbt version",
          says + ", but " + dbtVersion + " is used",
          "name an executable that fits with `dbt` in nightshift.yml");
    }
  }

  private void profile(Checkout checkout, String named) {
    String name = project.profile() == null ? named : project.profile();
    if (name.isEmpty() || name.contains("{{")) {
      wrong("profile", "dbt_project.yml names none that can be read", "set `profile`");
      return;
    }
    Optional<YamlFile> profiles =
        List.of(checkout.project(), checkout.root()).stream()
            .map(folder -> folder.resolve("profiles.yml"))
            .filter(Files::isRegularFile)
            .findFirst()
            .flatMap(ProjectCheck::readable);
    if (profiles.isEmpty()) {
      note(
          "profile",
          name + " is not in the repository",
          "set `target`, and see that the schema of production is dbt's default");
      return;
    }
    Map<?, ?> own = profiles.get().map(name);
    String target = project.target() == null ? String.valueOf(own.get("target")) : project.target();
    if (!(own.get("outputs") instanceof Map<?, ?> outputs)) {
      wrong("profile", "profiles.yml has no profile «" + name + "»", "set `profile`");
    } else if (!outputs.containsKey(target) && !target.contains("{{")) {
      wrong("profile", name + " has no target «" + target + "»", "set `target`");
    } else {
      fine("profile", name + ", target " + target);
    }
  }

  private static Optional<YamlFile> readable(Path file) {
    try {
      return Optional.of(YamlFile.read(file));
    } catch (IllegalArgumentException strange) {
      return Optional.empty();
    }
  }

  private void variables(Set<String> asked) {
    for (String name : asked) {
      if (!project.environment().containsKey(name) && !project.needs().contains(name)) {
        wrong(
            "env_var " + name,
            "the project asks for it and has no default",
            "add it to `environment` (or `env_values`) in nightshift.yml");
      }
    }
  }

  /** The worker's environment counts; this is as near as another process can look. */
  private void environment() {
    for (String name : project.needs()) {
      if (project.environment().containsKey(name)) {
        fine("environment " + name, "it is set here");
      } else {
        wrong(
            "environment " + name,
            "it is not set here",
            "set " + name + " or " + name + "_FILE where the worker runs");
      }
    }
  }

  private void knowledge(Path root) {
    Knowledge place = project.knowledge();
    if (!place.git().isEmpty() || !place.notion().isEmpty()) {
      return;
    }
    Path folder = root.resolve(project.subfolder()).resolve(place.folder());
    if (Files.isDirectory(folder) || Files.isDirectory(root.resolve(place.folder()))) {
      fine("knowledge", place.folder());
    } else {
      note(
          "knowledge",
          "there is no folder " + place.folder() + " in the repository",
          "it is optional: a page for each thing that the team has learned");
    }
  }

  private void warehouse() {
    Path file = project.warehouse().path();
    if (!Files.exists(file)) {
      wrong("warehouse", file + " is not there", "see `warehouse.path` in nightshift.yml");
    } else if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
      wrong("warehouse", file + " cannot be read", "give the worker's user access to it");
    } else if (!isDuckDb(file)) {
      wrong(
          "warehouse",
          file + " is not a DuckDB database",
          "see `warehouse.path` in nightshift.yml");
    } else {
      fine("warehouse", file + ", " + (file.toFile().length() >> 20) + " MB");
    }
  }

  /** Its name stands behind the checksum of its first block. */
  private static boolean isDuckDb(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(12);
      return new String(head, StandardCharsets.ISO_8859_1).endsWith("DUCK");
    } catch (IOException unreadable) {
      return false;
    }
  }

  private void artifacts() {
    if (!Files.isDirectory(project.artifacts())) {
      note(
          "artifacts",
          "there is no folder " + project.artifacts() + " yet",
          "let runs leave theirs below it, or use ./nightshift fix --artifacts DIR");
      return;
    }
    Optional<Path> latest = LatestArtifacts.of(project.artifacts());
    Optional<String> version = latest.flatMap(LatestArtifacts::dbtVersion);
    if (latest.isEmpty()) {
      note("artifacts", "no run has left any in " + project.artifacts(), "");
    } else if (version.isEmpty()) {
      wrong(
          "artifacts",
          latest.get() + " cannot be read",
          "it is cut off or not of dbt; let a run write it anew");
    } else if (dbtVersion.isEmpty()
        || Versions.line(version.get()).equals(Versions.line(dbtVersion))) {
      fine("artifacts", "the latest run was made by dbt " + version.get());
    } else {
      note(
          "artifacts",
          "the latest run was made by dbt " + version.get() + ", the sandbox uses " + dbtVersion,
          "name your own executable with `dbt` in nightshift.yml, so that both are the same");
    }
  }

  private void fine(String what, String says) {
    findings.add(Finding.fine(subject, what, says));
  }

  private void note(String what, String says, String todo) {
    findings.add(Finding.note(subject, what, says, todo));
  }

  private void wrong(String what, String says, String todo) {
    findings.add(Finding.wrong(subject, what, says, todo));
  }
}
