package dev.nightshift.starter;

import dev.nightshift.activities.approval.Decisions;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.home.Home;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.Doors;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Signature;
import dev.nightshift.starter.flows.TemporalFlows;
import dev.nightshift.starter.local.LocalCommands;
import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.values.Decision;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The doors of the real command line; each is opened when somebody first goes through it. */
final class OpenDoors implements Doors, AutoCloseable {
  private static final int SECONDS_FOR_GIT = 5;

  private final Map<String, String> environment;
  private final Home home;
  private Temporal temporal;
  private Desk desk;

  OpenDoors(Map<String, String> environment) {
    this.environment = environment;
    this.home = Home.of(environment);
  }

  void sitAt(Desk at) {
    desk = at;
  }

  @Override
  public Flows flows() {
    if (temporal == null) {
      temporal = Temporal.connect(environment);
    }
    return new TemporalFlows(temporal.client());
  }

  @Override
  public Blobs blobs() {
    return new FileBlobs(home.blobs());
  }

  /** Whoever may read the starter's key on this machine speaks for it. */
  @Override
  public Signature signature() {
    if (!Files.isReadable(home.keys().resolve("decisions.key"))) {
      return Signature.NONE;
    }
    Decisions decisions = new Decisions(home.keys());
    return (workflow, waiting, choice, person) ->
        decisions
            .sign(
                workflow,
                waiting.base(),
                waiting.verification(),
                new Decision(choice, person, waiting.patchHash(), "", "", ""))
            .signature();
  }

  @Override
  public String gitPerson() {
    try {
      Process git =
          new ProcessBuilder("git", "config", "user.email")
              .redirectError(ProcessBuilder.Redirect.to(new File("/dev/null")))
              .start();
      git.getOutputStream().close();
      String email =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor(SECONDS_FOR_GIT, TimeUnit.SECONDS) && git.exitValue() == 0 ? email : "";
    } catch (IOException noGit) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  public List<Object> moreCommands() {
    return LocalCommands.all(desk);
  }

  @Override
  public void close() {
    if (temporal != null) {
      temporal.close();
    }
  }
}
