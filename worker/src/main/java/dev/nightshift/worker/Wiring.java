package dev.nightshift.worker;

import dev.nightshift.activities.agent.RulesEngine;
import dev.nightshift.activities.agents.ProjectRoles;
import dev.nightshift.activities.artifacts.ArtifactsReader;
import dev.nightshift.activities.artifacts.KeptRuns;
import dev.nightshift.activities.artifacts.ProjectNames;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.chat.FileChat;
import dev.nightshift.activities.codehost.LocalHost;
import dev.nightshift.activities.codehost.ProjectHosts;
import dev.nightshift.activities.comparison.DataComparisons;
import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.dbt.ProjectRunners;
import dev.nightshift.activities.dbt.Runners;
import dev.nightshift.activities.dbt.SandboxDbt;
import dev.nightshift.activities.dbtcloud.CloudRuns;
import dev.nightshift.activities.diagnosis.RuleDiagnosis;
import dev.nightshift.activities.diagnosis.RunBriefings;
import dev.nightshift.activities.gate.PatchGate;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.git.GitCheckouts;
import dev.nightshift.activities.git.GitHistories;
import dev.nightshift.activities.git.GitWorkspaces;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.git.Mirrors;
import dev.nightshift.activities.git.Remotes;
import dev.nightshift.activities.github.Connections;
import dev.nightshift.activities.github.GitHubHost;
import dev.nightshift.activities.github.GitHubRemotes;
import dev.nightshift.activities.headless.HeadlessEngine;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.knowledge.FolderKnowledge;
import dev.nightshift.activities.knowledge.ProjectKnowledge;
import dev.nightshift.activities.ledger.LedgerClaims;
import dev.nightshift.activities.ledger.LedgerPurse;
import dev.nightshift.activities.linear.LinearIssues;
import dev.nightshift.activities.model.ApiModels;
import dev.nightshift.activities.notion.NotionKnowledge;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.activities.report.MarkdownReports;
import dev.nightshift.activities.served.CallBook;
import dev.nightshift.activities.served.ToolServers;
import dev.nightshift.activities.slack.SlackChat;
import dev.nightshift.activities.tests.TestWork;
import dev.nightshift.activities.toolchain.Programs;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.activities.toolchain.Toolchain.Tool;
import dev.nightshift.activities.tools.AddedCommands;
import dev.nightshift.activities.tools.ToolBook;
import dev.nightshift.activities.warehouse.DuckDbDoors;
import dev.nightshift.activities.warehouse.DuckDbLooks;
import dev.nightshift.activities.warehouse.DuckDbSandboxes;
import dev.nightshift.workflows.ports.Chat;
import dev.nightshift.workflows.ports.Gate;
import dev.nightshift.workflows.ports.Tools;
import io.temporal.client.WorkflowClient;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Which implementation stands behind which port: the embedded set-up, for now. */
public final class Wiring {
  private Wiring() {}

  /** All steps of one home and one configuration; the environment holds the secrets. */
  public static NightWorker.Steps steps(
      Settings settings,
      Home home,
      Map<String, String> environment,
      WorkflowClient client,
      Processes processes) {
    InstantSource clock = InstantSource.system();
    Toolchain toolchain = Toolchain.of(home);
    Cage cage = Cage.tried(toolchain.tool("bubblewrap").map(Tool::path), home, processes);
    Blobs blobs = new FileBlobs(home.blobs());
    Connections gitHub = new Connections(environment, clock);
    Remotes remotes = new GitHubRemotes(settings, gitHub, new LocalRemotes(home.host()));
    Mirrors mirrors = new Mirrors(home.mirrors(), remotes, clock);
    Checkouts checkouts = new GitCheckouts(home.workspaces(), mirrors, blobs, settings::branch);
    GitWorkspaces workspaces = new GitWorkspaces(settings, mirrors);
    Gate gate = new PatchGate(checkouts, blobs);
    Tool plain = toolchain.required("dbt");
    Runners runners =
        settings.worker().warm()
            ? Runners.warm(processes, cage, plain, home)
            : Runners.plain(processes, cage, plain, home);

    SandboxDbt sandboxDbt =
        new SandboxDbt(
            settings,
            home,
            checkouts,
            blobs,
            new ProjectRunners(processes, cage, home, runners),
            Pulse::says,
            Attempt::ofActivity);
    DuckDbDoors doors = new DuckDbDoors(settings, home, toolchain, processes, Pulse::says);
    Chat chat = chat(settings, home, environment, clock, blobs);
    Tools tools =
        new ToolBook(
            settings,
            checkouts,
            blobs,
            sandboxDbt,
            new DuckDbLooks(doors, home),
            chat,
            new LinearIssues(
                settings.linear(), EnvironmentValue.of(environment, LinearIssues.KEY), clock),
            new ToolServers(
                settings,
                environment,
                processes,
                new CallBook(home.calls(), clock),
                Attempt::ofActivity),
            new AddedCommands(
                processes,
                cage,
                new Programs(environment, home),
                Pulse::says,
                Attempt::ofActivity));
    List<Object> dbt =
        List.of(
            new CloudRuns(
                settings, blobs, EnvironmentValue.of(environment, CloudRuns.TOKEN), clock),
            new ArtifactsReader(
                settings,
                blobs,
                ProjectNames.ofCheckouts(workspaces, checkouts),
                new KeptRuns(home.runs())),
            workspaces,
            new ProjectKnowledge(
                settings,
                new FolderKnowledge(settings, checkouts, blobs, workspaces::head),
                new NotionKnowledge(
                    settings,
                    home,
                    blobs,
                    EnvironmentValue.of(environment, NotionKnowledge.TOKEN),
                    clock)),
            new RuleDiagnosis(checkouts, new GitHistories(mirrors), doors, blobs),
            new RunBriefings(checkouts, blobs),
            new ProjectRoles(settings, checkouts),
            new DataComparisons(doors, blobs, clock),
            gate,
            new DuckDbSandboxes(settings, home, toolchain, processes, Pulse::says),
            sandboxDbt,
            new TestWork(checkouts, doors, blobs, Attempt::ofActivity),
            tools);
    List<Object> publishing =
        List.of(
            new ProjectHosts(
                settings,
                Map.of(
                    "local", new LocalHost(home, settings, mirrors, blobs, gate, clock),
                    "github", new GitHubHost(home, settings, gitHub, mirrors, blobs, gate))),
            chat,
            tools,
            new MarkdownReports(
                home,
                blobs,
                name ->
                    settings
                        .project(name)
                        .map(MarkdownReports.Known::of)
                        .orElse(MarkdownReports.Known.NOTHING)),
            new LedgerClaims(client),
            new LedgerPurse(settings, client));
    return new NightWorker.Steps(
        publishing,
        dbt,
        settings.worker().atOnce(),
        List.of(
            new EngineByName(
                new RulesEngine(checkouts, new GitHistories(mirrors)),
                new HeadlessEngine(
                    settings,
                    home,
                    toolchain,
                    processes,
                    cage,
                    checkouts,
                    blobs,
                    tools,
                    environment,
                    Pulse::says,
                    Attempt::ofActivity)),
            new ApiModels(settings, home, blobs, environment, clock)));
  }

  private static Chat chat(
      Settings settings,
      Home home,
      Map<String, String> environment,
      InstantSource clock,
      Blobs blobs) {
    if (settings.slack().isEmpty()) {
      return new FileChat(home.chat(), clock);
    }
    return new SlackChat(
        settings.slack().get(),
        EnvironmentValue.of(environment, SlackChat.TOKEN),
        clock,
        () -> Attempt.ofActivity().number(),
        blobs);
  }
}
