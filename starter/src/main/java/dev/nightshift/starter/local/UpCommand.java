package dev.nightshift.starter.local;

import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.starter.cli.ConfiguredCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Exit;
import dev.nightshift.starter.hooks.RunHook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;

/** Server, worker and starter for a team's own configuration, on this machine. */
@Command(
    name = "up",
    description = "Run a Temporal server, a worker and the starter for your nightshift.yml.")
final class UpCommand extends ConfiguredCommand {
  /** Where people expect them; others are taken when these are in use. */
  private static final int TEMPORAL_PORT = 7233;

  private static final int UI_PORT = 8233;

  UpCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    // Read here first: a mistake in it is told at once, not by a process that ends.
    desk.settings(config);
    Path configuration = desk.configuration(config);
    try (Alone alone =
        Alone.in(
            desk.home().root().resolve("up.lock"),
            "nightshift up is running already in " + desk.home().root() + "; end it first")) {
      return stayUp(configuration);
    }
  }

  private int stayUp(Path configuration) throws IOException, InterruptedException {
    int left = Running.stopLeftovers(desk.home());
    if (left > 0) {
      desk.err().println("stopped " + left + " processes that an earlier night had left running");
    }
    Night.Plan plan =
        new Night.Plan(
            Toolchain.of(desk.home()),
            desk.home().root(),
            configuration,
            isFree(TEMPORAL_PORT) ? TEMPORAL_PORT : 0,
            isFree(UI_PORT) ? UI_PORT : 0,
            null,
            Map.of());
    plan.notice().forEach(desk.err()::println);
    try (Night night = Night.start(plan)) {
      Running.note(desk.home(), desk.home(), configuration, night);
      tell(plan, night);
      night.awaitTrouble().ifPresent(desk.err()::println);
      return Exit.FAILED;
    } finally {
      Running.forget(desk.home());
    }
  }

  private void tell(Night.Plan plan, Night night) {
    if (json) {
      sayJson(
          Map.of(
              "board", night.board(),
              "temporal", night.temporal(),
              "inMemory", plan.inMemory(),
              "webhooks", webhooks(night),
              "logs", desk.home().logs().toString()));
      return;
    }
    say("board     " + night.board());
    say("Temporal  " + night.look());
    say("webhooks  " + webhooks(night));
    say("logs      " + desk.home().logs());
    say(
        plan.inMemory()
            ? "Ctrl-C stops all three, and ends for good what they were doing."
            : "Ctrl-C stops all three; what they were doing goes on when they are up again.");
  }

  private String webhooks(Night night) {
    return EnvironmentValue.of(desk.environment(), RunHook.SECRET).isPresent()
        ? URI.create(night.board()).resolve(RunHook.PATH).toString()
        : "off until " + RunHook.SECRET + " is set";
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException inUse) {
      return false;
    }
  }
}
