package dev.nightshift.starter;

import dev.nightshift.activities.approval.Decisions;
import dev.nightshift.activities.blob.Deposits;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.chat.FileChat;
import dev.nightshift.activities.codehost.PullStore;
import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.github.Connections;
import dev.nightshift.activities.github.GitHubDiscussion;
import dev.nightshift.starter.agents.AgentApi;
import dev.nightshift.starter.board.Board;
import dev.nightshift.starter.board.ChatMessages;
import dev.nightshift.starter.board.HostIssues;
import dev.nightshift.starter.board.HostPulls;
import dev.nightshift.starter.cli.ConfiguredCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Refusal;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.hooks.CloudHook;
import dev.nightshift.starter.hooks.GitHubHook;
import dev.nightshift.starter.hooks.RunHook;
import dev.nightshift.starter.hooks.SlackHook;
import dev.nightshift.starter.hooks.UploadHook;
import dev.nightshift.starter.http.Rehearsal;
import dev.nightshift.starter.http.Server;
import dev.nightshift.starter.local.Night;
import io.javalin.config.JavalinConfig;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes webhooks and shows the board until it is stopped; it needs no Temporal to begin. */
@Command(name = "starter", description = "Take webhooks and show the board, until it is stopped.")
final class StarterCommand extends ConfiguredCommand {
  /**
   * Senders have few places of their own for a start: the rest is for people, and for saying no.
   */
  private static final int MOST_IN_FLIGHT = 64;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Listen there instead of starter.port, which links name; 0 takes a free one.")
  private Integer port;

  StarterCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = desk.settings(config);
    if (port != null && (port < 0 || port > 65535)) {
      throw new Refusal("--port is from 0 to 65535");
    }
    InstantSource clock = InstantSource.system();
    new Decisions(desk.home().keys()).makeKeys();
    Flows hookFlows = desk.doors().hookFlows();
    Deposits deposits = new FileBlobs(desk.home().blobs());
    Optional<String> secret = EnvironmentValue.of(desk.environment(), RunHook.SECRET);
    RunHook hook = new RunHook(settings, hookFlows, deposits, secret, clock);
    UploadHook uploads = new UploadHook(deposits, secret, clock);
    GitHubHook gitHub =
        new GitHubHook(
            settings,
            desk.doors().promptFlows(),
            desk.doors().signature(),
            new GitHubDiscussion(new Connections(desk.environment(), clock)),
            EnvironmentValue.of(desk.environment(), GitHubHook.SECRET));
    CloudHook cloudHook =
        new CloudHook(
            settings, hookFlows, EnvironmentValue.of(desk.environment(), CloudHook.SECRET));
    SlackHook slack =
        new SlackHook(
            settings,
            desk.doors().promptFlows(),
            desk.doors().signature(),
            EnvironmentValue.of(desk.environment(), SlackHook.SECRET),
            clock);
    PullStore host = new PullStore(desk.home().host());
    Board board =
        new Board(
            desk.doors().promptFlows(),
            desk.doors().blobs(),
            desk.doors().signature(),
            new HostPulls(settings, host),
            new HostIssues(settings, host),
            new ChatMessages(new FileChat(desk.home().chat(), clock)),
            desk.doors().agentRuns(),
            settings.person().isBlank() ? desk.doors().gitPerson() : settings.person());
    AgentApi agents =
        new AgentApi(
            settings,
            desk.doors()::agentRuns,
            desk.doors().blobs(),
            EnvironmentValue.of(desk.environment(), AgentApi.TOKEN));
    RunHook rehearsed = new RunHook(settings, hookFlows.rehearsal(), deposits, secret, clock);
    Consumer<JavalinConfig> others =
        config -> {
          board.routes(config);
          agents.routes(config);
          config.routes.put(UploadHook.PATH, uploads::receive);
          config.routes.post(GitHubHook.PATH, gitHub::receive);
          config.routes.post(CloudHook.PATH, cloudHook::receive);
          config.routes.post(SlackHook.PATH, slack::receive);
        };
    Rehearsal.of(
        others.andThen(config -> config.routes.post(RunHook.PATH, rehearsed::receive)),
        MOST_IN_FLIGHT,
        rehearsed.example());
    Consumer<JavalinConfig> routes =
        others.andThen(config -> config.routes.post(RunHook.PATH, hook::receive));
    CountDownLatch stopped = new CountDownLatch(1);
    try (slack;
        CatchUp catchUp = CatchUp.start(settings, desk.doors().promptFlows());
        Server server =
            Server.start(port == null ? settings.starter().port() : port, MOST_IN_FLIGHT, routes)) {
      Runtime.getRuntime().addShutdownHook(new Thread(stopped::countDown, "starter-stop"));
      String address = board.url(server.address()).toString();
      if (json) {
        sayJson(Map.of("board", address));
      } else {
        say(Night.BOARD_LINE + address);
      }
      stopped.await();
    } catch (Server.NoPort no) {
      throw new Refusal(no.getMessage() + (port == null ? " (starter.port)" : " (--port)"));
    }
    return 0;
  }
}
