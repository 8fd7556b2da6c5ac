package dev.nightshift.starter.local;

import dev.nightshift.activities.approval.Decisions;
import dev.nightshift.activities.chat.FileChat;
import dev.nightshift.activities.codehost.PullStore;
import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.board.Board;
import dev.nightshift.starter.board.ChatMessages;
import dev.nightshift.starter.board.LocalHostPulls;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.NightCommand;
import dev.nightshift.starter.hooks.RunHook;
import dev.nightshift.starter.http.Server;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes webhooks and shows the board until it is stopped. */
@Command(name = "starter", description = "Takes webhooks and shows the board, until it is stopped.")
final class StarterCommand extends NightCommand {
  /** Beyond this a sender is told to come again: Temporal is the inbox, not we. */
  private static final int MOST_IN_FLIGHT = 64;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Listen there instead of starter.port; 0 takes a free one.")
  private Integer port;

  StarterCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = desk.settings(config);
    Home home = desk.home();
    InstantSource clock = InstantSource.system();
    new Decisions(home.keys()).makeKeys();
    RunHook hook =
        new RunHook(
            settings,
            desk.doors().flows(),
            EnvironmentValue.of(desk.environment(), RunHook.SECRET),
            clock);
    Board board =
        new Board(
            desk.doors().flows(),
            desk.doors().blobs(),
            desk.doors().signature(),
            new LocalHostPulls(settings, new PullStore(home.host())),
            new ChatMessages(new FileChat(home.chat(), clock)),
            settings.person().isEmpty() ? desk.doors().gitPerson() : settings.person());
    int wanted = port == null ? settings.starter().port() : port;
    try (Server server =
        Server.start(
            wanted,
            MOST_IN_FLIGHT,
            routes -> {
              routes.routes.post(RunHook.PATH, hook::receive);
              board.routes(routes);
            })) {
      say(Night.BOARD_LINE + board.url(server.address()));
      new CountDownLatch(1).await();
    }
    return 0;
  }
}
