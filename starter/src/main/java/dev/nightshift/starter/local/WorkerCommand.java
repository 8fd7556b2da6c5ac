package dev.nightshift.starter.local;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.starter.cli.ConfiguredCommand;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.worker.Janitor;
import dev.nightshift.worker.Metrics;
import dev.nightshift.worker.NightWorker;
import dev.nightshift.worker.Temporal;
import dev.nightshift.worker.Wiring;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;

/** Runs flows and steps until it is stopped. */
@Command(name = "worker", description = "Run flows and steps, until it is stopped.")
final class WorkerCommand extends ConfiguredCommand {
  private static final Duration ASK = Duration.ofSeconds(2);

  WorkerCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = desk.settings(config);
    CountDownLatch stopped = new CountDownLatch(1);
    int port = settings.worker().metrics();
    try (Metrics metrics = port > 0 ? Metrics.on(port) : null;
        Temporal temporal = Temporal.connect(desk.environment(), metrics);
        Processes processes = new Processes(desk.home())) {
      awaitServer(temporal);
      temporal.registerAttributes();
      Janitor janitor = Janitor.start(desk.home(), temporal.client());
      NightWorker worker =
          NightWorker.start(
              temporal.client(),
              Wiring.steps(
                  settings, desk.home(), desk.environment(), temporal.client(), processes));
      // SIGTERM: the steps that run fail retryably now, and another worker goes on with them.
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    janitor.close();
                    worker.close();
                    stopped.countDown();
                  },
                  "worker-stop"));
      if (json) {
        sayJson(Map.of("worker", "ready", "temporal", temporal.address()));
      } else {
        say(Night.WORKER_LINE + " for " + temporal.address());
      }
      stopped.await();
    }
    return 0;
  }

  private void awaitServer(Temporal temporal) throws InterruptedException {
    boolean told = false;
    CountDownLatch pause = new CountDownLatch(1);
    while (!temporal.answers(ASK)) {
      if (!told) {
        desk.err().println("waiting for Temporal at " + temporal.address() + " …");
        told = true;
      }
      pause.await(1, TimeUnit.SECONDS);
    }
  }
}
