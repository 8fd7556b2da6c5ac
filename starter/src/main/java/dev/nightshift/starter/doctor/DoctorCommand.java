package dev.nightshift.starter.doctor;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.configuration.ConfigurationProblem;
import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.dbt.ProjectRunners;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.git.GitCheckouts;
import dev.nightshift.activities.git.GitWorkspaces;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.git.Mirrors;
import dev.nightshift.activities.github.Connections;
import dev.nightshift.activities.github.GitHubCheck;
import dev.nightshift.activities.github.GitHubRemotes;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Programs;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.activities.toolchain.Toolchain.Tool;
import dev.nightshift.starter.cli.ConfiguredCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.doctor.Finding.Mark;
import dev.nightshift.starter.hooks.GitHubHook;
import dev.nightshift.starter.hooks.RunHook;
import dev.nightshift.workflows.ports.Workspaces;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at everything that the night needs, and says what to do. */
@Command(name = "doctor", description = "Check this machine, Temporal and each project.")
public final class DoctorCommand extends ConfiguredCommand {
  @Option(names = "--offline", description = "Leave out what needs a server.")
  private boolean offline;

  private boolean unreadable;

  public DoctorCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() {
    List<Finding> findings = findings();
    boolean wrong = findings.stream().anyMatch(finding -> finding.mark() == Mark.WRONG);
    if (json) {
      sayJson(findings);
    } else {
      print(findings);
      long count = findings.stream().filter(finding -> finding.mark() == Mark.WRONG).count();
      say("");
      say(wrong ? count + " to put right." : "All is well.");
    }
    return unreadable ? ConfigurationProblem.EXIT_CODE : wrong ? 1 : 0;
  }

  private List<Finding> findings() {
    Home home = desk.home();
    Toolchain toolchain = Toolchain.of(home);
    Optional<String> noCage = MachineCheck.noCage(home, toolchain);
    List<Finding> findings =
        new ArrayList<>(new MachineCheck(home, desk.environment(), toolchain, noCage).findings());
    if (!offline) {
      findings.addAll(TemporalCheck.findings(desk.environment()));
    }
    Optional<Settings> settings = settings(findings);
    settings.ifPresent(
        read -> {
          findings.add(secret("webhook secret", RunHook.SECRET, "the starter runs"));
          if (read.projects().stream().anyMatch(project -> project.host().isGitHub())) {
            findings.add(
                secret(
                    "github secret",
                    GitHubHook.SECRET,
                    "the starter runs, with the token or the app's key, by which it reads comments;"
                        + " and where the worker runs, which tells below a draft how to decide"));
          }
          findings.addAll(
              new EngineCheck(read, toolchain, desk.environment(), noCage).findings(offline));
          findings.addAll(SlackCheck.findings(read, desk.environment(), offline));
          findings.addAll(projects(read, home, toolchain, noCage));
          findings.addAll(new CloudCheck(read, home, desk.environment()).findings(offline));
          if (!offline) {
            findings.addAll(NotionCheck.findings(read, home, desk.environment()));
            LinearCheck.finding(read, desk.environment()).ifPresent(findings::add);
            findings.addAll(ServerCheck.findings(read, home, desk.environment()));
          }
        });
    return findings;
  }

  /** It is told as a finding. */
  @Override
  protected Optional<String> slip() {
    return Optional.empty();
  }

  /** A configuration that cannot be read is a finding among others: the rest is still of use. */
  private Optional<Settings> settings(List<Finding> findings) {
    try {
      Settings settings = desk.settings(config);
      findings.add(
          Finding.fine(
              "configuration",
              "nightshift.yml",
              counted(settings.projects().size()) + " in " + desk.configuration(config)));
      return Optional.of(settings);
    } catch (ConfigurationProblem problem) {
      problem
          .problems()
          .forEach(
              one ->
                  findings.add(
                      Finding.wrong(
                          "configuration", "nightshift.yml", one.toString(), "correct the file")));
      unreadable = true;
      return Optional.empty();
    }
  }

  private static String counted(int projects) {
    return projects == 1 ? "1 project" : projects + " projects";
  }

  private Finding secret(String what, String name, String where) {
    boolean isSet;
    try {
      isSet = EnvironmentValue.of(desk.environment(), name).isPresent();
    } catch (ConfigurationProblem problem) {
      return Finding.wrong("configuration", what, problem.getMessage(), "or unset the variable");
    }
    return isSet
        ? Finding.fine("configuration", what, "it is set here")
        : Finding.note(
            "configuration",
            what,
            name + " is not set here, so webhooks are off",
            "set it, or " + name + "_FILE, where " + where);
  }

  private List<Finding> projects(
      Settings settings, Home home, Toolchain toolchain, Optional<String> noCage) {
    Connections gitHub = new Connections(desk.environment(), InstantSource.system());
    Mirrors mirrors =
        new Mirrors(
            home.mirrors(),
            new GitHubRemotes(settings, gitHub, new LocalRemotes(home.host())),
            InstantSource.system());
    Workspaces workspaces = new GitWorkspaces(settings, mirrors);
    Checkouts checkouts =
        new GitCheckouts(home.workspaces(), mirrors, new FileBlobs(home.blobs()), settings::branch);
    String version = toolchain.tool("dbt").map(Tool::version).orElse("");
    List<Finding> findings = new ArrayList<>();
    try (Processes processes = new Processes(home)) {
      Programs programs = new Programs(desk.environment(), home);
      for (Project project : settings.projects()) {
        Supplier<String> used =
            project.dbt() == null
                ? () -> version
                : () -> ProjectRunners.version(project.dbt(), processes);
        ProjectCheck check = new ProjectCheck(project, workspaces, checkouts, used);
        if (!project.host().isGitHub()) {
          findings.addAll(check.findings());
        } else if (offline) {
          findings.addAll(check.findingsBesideCode());
        } else {
          findings.addAll(check.findings());
          findings.addAll(gitHub(project, gitHub));
        }
        findings.addAll(CommandCheck.findings(project, programs, noCage));
      }
    }
    return findings;
  }

  private static List<Finding> gitHub(Project project, Connections gitHub) {
    String subject = "project " + project.name();
    return new GitHubCheck(gitHub)
        .of(project).stream()
            .map(
                seen ->
                    seen.isRight()
                        ? Finding.fine(subject, seen.what(), seen.says())
                        : Finding.wrong(subject, seen.what(), seen.says(), seen.todo()))
            .toList();
  }

  private void print(List<Finding> findings) {
    int width =
        Math.max(20, findings.stream().mapToInt(one -> one.what().length()).max().orElse(0));
    String subject = "";
    for (Finding finding : findings) {
      if (!finding.subject().equals(subject)) {
        subject = finding.subject();
        say("");
        say(desk.bold(subject));
      }
      say(
          String.format(
              "  %s %-" + width + "s %s",
              finding.mark().sign(),
              finding.what(),
              desk.line(finding.says())));
      if (!finding.todo().isEmpty()) {
        say(" ".repeat(width + 5) + "→ " + desk.line(finding.todo()));
      }
    }
  }
}
