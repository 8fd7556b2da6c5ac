package dev.nightshift.bench.faults;

import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.activities.github.GitHubDouble;
import dev.nightshift.activities.slack.SlackDouble;
import dev.nightshift.starter.scenario.CloudDouble;
import dev.nightshift.starter.scenario.CloudDouble.Failed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The systems that a team has elsewhere, as doubles in the walk's own process, which outlives its
 * workers: dbt Cloud has the night, GitHub the code, Slack the people.
 */
final class Abroad implements AutoCloseable {
  private static final String TOKEN = "of-the-walk";
  private static final long FIRST = 1000;
  private static final long JOB = 551;

  final GitHubDouble gitHub;
  final SlackDouble slack;
  final Equipment equipment;
  private final CloudDouble cloud;
  private final World world;

  /** The same projects: their code is where the world's local host has it. */
  Abroad(World world) throws IOException {
    this.world = world;
    this.cloud = new CloudDouble(TOKEN);
    this.gitHub = new GitHubDouble(world.home.host(), World.REPOSITORY, TOKEN);
    this.slack = new SlackDouble(TOKEN, Instant.now());
    Path folder = world.configuration.getParent();
    this.equipment =
        new Equipment(folder.resolve("abroad.yml"), folder.resolve("abroad-warmly.yml"), secrets());
    world.configure(equipment.plain(), equipment.warm(), beside(), this::ofProject);
  }

  /**
   * What the configuration says of a project that lives there. Nobody may ask its reviewer, which
   * is said below the pull request: so there is a comment to count.
   */
  private String ofProject(int number) {
    return """
            dbt_cloud: {account: %d, project: %d, api: '%s'}
            code_host: {kind: github, api: '%s', git: '%s/git', reviewers: [a-stranger]}
            policy: {publish: draft, channel: %s}
        """
        .formatted(
            CloudDouble.ACCOUNT,
            run(number),
            cloud.address(),
            gitHub.address(),
            gitHub.address(),
            SlackDouble.CHANNEL_NAME);
  }

  private String beside() {
    return "slack: {api: '%s', most_messages_a_day: 1000}\n".formatted(slack.address());
  }

  private static Map<String, String> secrets() {
    return Map.of(
        "NIGHTSHIFT_DBT_CLOUD_TOKEN", TOKEN,
        "NIGHTSHIFT_GITHUB_TOKEN", TOKEN,
        "NIGHTSHIFT_SLACK_TOKEN", TOKEN);
  }

  /** Each project has one run there, and its number. */
  static long run(int number) {
    return FIRST + number;
  }

  /** It fails now. */
  void fail(int number) {
    Path code = new LocalRemotes(world.home.host()).folder(World.REPOSITORY);
    String commit = BareRepository.head(code, "main").orElseThrow();
    cloud.failed(
        new Failed(run(number), run(number), JOB, commit, "build", world.night(), Instant.now()));
  }

  List<GitHubDouble.Shown> pullsOf(String branch) {
    return gitHub.shown().stream().filter(pull -> pull.branch().equals(branch)).toList();
  }

  /** The keys of each thread's messages, of those threads that a flow has begun. */
  List<List<String>> threadsOf(String workflow) {
    return slack.talks().stream()
        .map(SlackDouble.Talk::keys)
        .filter(keys -> keys.get(0).startsWith(workflow + "#"))
        .toList();
  }

  @Override
  public void close() {
    cloud.close();
    gitHub.close();
    slack.close();
  }
}
