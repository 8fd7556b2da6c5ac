package dev.nightshift.starter.scenario;

import dev.nightshift.activities.github.GitHubDouble;
import dev.nightshift.activities.github.GitHubDouble.Shown;
import dev.nightshift.activities.slack.SlackDouble;
import dev.nightshift.activities.slack.SlackDouble.Talk;
import dev.nightshift.starter.hooks.CloudSender;
import dev.nightshift.starter.hooks.HookSender;
import dev.nightshift.starter.local.Registry;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a company has outside of itself, on loopback, as far as a play goes through it: what it does
 * not go through is null or not in the map. And what is there when a flow has ended.
 */
final class Doubles implements AutoCloseable {
  private final Stage stage;
  private final List<Expected> scenarios;
  private final CloudDouble cloud;
  private final SlackDouble slack;
  private final Registry registry;
  private final Map<String, GitHubDouble> gitHubs = new HashMap<>();

  Doubles(Stage stage, List<Expected> scenarios, List<Way> ways) throws IOException {
    this.stage = stage;
    this.scenarios = scenarios;
    registry = scenarios.stream().anyMatch(Expected::fetches) ? stage.registry() : null;
    String secret = stage.hookSecret();
    cloud = ways.contains(Way.DBT_CLOUD) ? new CloudDouble(secret) : null;
    slack = ways.contains(Way.SLACK) ? new SlackDouble(secret, Instant.now()) : null;
    if (ways.contains(Way.GITHUB)) {
      for (Expected one : scenarios) {
        String repository = Stage.repository(one.project());
        gitHubs.put(one.project(), new GitHubDouble(stage.home().host(), repository, secret));
      }
    }
  }

  /** What the configuration says of them in a scenario's project. */
  String ofProject(Expected scenario) {
    StringBuilder yaml = new StringBuilder();
    if (cloud != null) {
      yaml.append(
          "    dbt_cloud: {account: %d, project: %d, api: '%s'}\n"
              .formatted(
                  CloudDouble.ACCOUNT, Stage.cloudProject(scenarios, scenario), cloud.address()));
    }
    if (slack != null) {
      yaml.append("    policy: {channel: %s}\n".formatted(SlackDouble.CHANNEL_NAME));
    }
    GitHubDouble gitHub = gitHubs.get(scenario.project());
    if (gitHub != null) {
      yaml.append(
          "    code_host: {kind: github, api: '%s', git: '%s/git'}\n"
              .formatted(gitHub.address(), gitHub.address()));
    }
    if (scenario.fetches()) {
      yaml.append("    environment: [%s]\n".formatted(Registry.VARIABLE));
      yaml.append("    sandbox: {package_hosts: ['%s']}\n".formatted(registry.host()));
    }
    return yaml.toString();
  }

  /** Of all that runs dbt here. */
  Map<String, String> environment() {
    return registry == null ? Map.of() : registry.environment();
  }

  /** And beside the projects. */
  String besideProjects() {
    return slack == null ? "" : "slack: {api: '%s'}\n".formatted(slack.address());
  }

  Teller teller(URI starter) {
    if (cloud != null) {
      CloudSender sender = new CloudSender(starter, stage.hookSecret());
      return new CloudTeller(cloud, sender, stage, scenarios);
    }
    HookSender sender = new HookSender(starter, stage.hookSecret(), Clock.systemUTC());
    return (scenario, company) -> sender.tellUntilHeard(scenario.project(), "", "last");
  }

  /** What should be there and is not, or the other way round; each a sentence. */
  List<String> differences(Expected scenario, String workflow, RemediationOutcome outcome) {
    List<String> differences = new ArrayList<>();
    GitHubDouble gitHub = gitHubs.get(scenario.project());
    if (gitHub != null) {
      differences.addAll(onGitHub(gitHub.shown(), outcome));
      gitHub.objections().forEach(one -> differences.add("GitHub's description objects: " + one));
    }
    if (slack != null) {
      differences.addAll(inSlack(slack.talks(), workflow));
    }
    return differences;
  }

  static List<String> onGitHub(List<Shown> pulls, RemediationOutcome outcome) {
    List<String> differences = new ArrayList<>();
    boolean published = outcome.ending() == Ending.PULL_REQUEST;
    if (pulls.size() != (published ? 1 : 0)) {
      differences.add("GitHub has " + pulls.size() + " pull requests");
    }
    for (Shown pull : pulls) {
      if (published && !asPublished(pull, outcome)) {
        differences.add("on GitHub it stands as " + pull);
      }
      if (pull.toString().contains(Canary.NAME)) {
        differences.add("GitHub was told what the sample marks as sensitive");
      }
    }
    return differences;
  }

  private static boolean asPublished(Shown pull, RemediationOutcome outcome) {
    return pull.open()
        && !pull.draft()
        && pull.branch().equals(outcome.pull().branch())
        && pull.labels().equals(List.of("nightshift"))
        && pull.comments().isEmpty();
  }

  static List<String> inSlack(List<Talk> all, String workflow) {
    List<String> differences = new ArrayList<>();
    List<Talk> talks =
        all.stream().filter(talk -> talk.keys().get(0).startsWith(workflow + "#")).toList();
    if (talks.size() != 1) {
      differences.add("Slack has " + talks.size() + " threads of it");
    }
    for (Talk talk : talks) {
      if (!talk.top().startsWith("*Done: ") || !ended(workflow, talk)) {
        differences.add("in Slack it stands as " + talk);
      }
      if (talk.toString().contains(Canary.NAME)) {
        differences.add("Slack was told what the sample marks as sensitive");
      }
    }
    return differences;
  }

  /** Each word once, and the ending as the last. */
  private static boolean ended(String workflow, Talk talk) {
    List<String> keys = talk.keys();
    return keys.stream().distinct().count() == keys.size()
        && keys.get(keys.size() - 1).equals(workflow + "#ending");
  }

  @Override
  public void close() {
    if (cloud != null) {
      cloud.close();
    }
    if (slack != null) {
      slack.close();
    }
    if (registry != null) {
      registry.close();
    }
    gitHubs.values().forEach(GitHubDouble::close);
  }
}
