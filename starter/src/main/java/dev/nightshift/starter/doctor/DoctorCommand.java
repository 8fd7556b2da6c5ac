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
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.activities.toolchain.Toolchain.Tool;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.NightCommand;
import dev.nightshift.starter.doctor.Finding.Mark;
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
public final class DoctorCommand extends NightCommand {
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
    List<Finding> findings =
        new ArrayList<>(new MachineCheck(home, desk.environment(), toolchain).findings());
    if (!offline) {
      findings.addAll(TemporalCheck.findings(desk.environment()));
    }
    Optional<Settings> settings = settings(findings);
    settings.ifPresent(
        read -> {
          findings.add(secret());
          findings.addAll(projects(read, home, toolchain));
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

  private Finding secret() {
    boolean isSet;
    try {
      isSet = EnvironmentValue.of(desk.environment(), RunHook.SECRET).isPresent();
    } catch (ConfigurationProblem problem) {
      return Finding.wrong(
          "configuration", "webhook secret", problem.getMessage(), "or unset the variable");
    }
    return isSet
        ? Finding.fine("configuration", "webhook secret", "it is set here")
        : Finding.note(
            "configuration",
            "webhook secret",
            RunHook.SECRET + " is not set here, so webhooks are off",
            "set it, or " + RunHook.SECRET + "_FILE, where the starter runs");
  }

  private static List<Finding> projects(Settings settings, Home home, Toolchain toolchain) {
    Mirrors mirrors =
        new Mirrors(home.mirrors(), new LocalRemotes(home.host()), InstantSource.system());
    Workspaces workspaces = new GitWorkspaces(settings, mirrors);
    Checkouts checkouts = new GitCheckouts(home.workspaces(), mirrors, new FileBlobs(home.blobs()));
    String version = toolchain.tool("dbt").map(Tool::version).orElse("");
    List<Finding> findings = new ArrayList<>();
    try (Processes processes = new Processes(home)) {
      for (Project project : settings.projects()) {
        Supplier<String> used =
            project.dbt() == null
                ? () -> version
                : () -> ProjectRunners.version(project.dbt(), processes);
        findings.addAll(new ProjectCheck(project, workspaces, checkouts, used).findings());
      }
    }
    return findings;
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
