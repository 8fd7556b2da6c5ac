package dev.nightshift.starter.scenario;

import dev.nightshift.starter.hooks.CloudSender;
import dev.nightshift.starter.hooks.HookSender.Reply;
import dev.nightshift.starter.local.SampleCompany;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.eclipse.jgit.api.Git;

/** dbt Cloud ran it: its double has the run, and sends the webhook. */
final class CloudTeller implements Teller {
  private static final long FIRST_RUN = 300_580_000;
  private static final long FIRST_JOB = 551;

  private final CloudDouble cloud;
  private final CloudSender sender;
  private final Stage stage;
  private final List<Expected> all;

  CloudTeller(CloudDouble cloud, CloudSender sender, Stage stage, List<Expected> all) {
    this.cloud = cloud;
    this.sender = sender;
    this.stage = stage;
    this.all = all;
  }

  @Override
  public Reply tell(Expected scenario, SampleCompany company)
      throws IOException, InterruptedException {
    long project = Stage.cloudProject(all, scenario);
    long run = FIRST_RUN + project;
    long job = FIRST_JOB + project;
    cloud.failed(
        new CloudDouble.Failed(
            run,
            project,
            job,
            commit(stage.bare(scenario.project())),
            String.join(" ", scenario.command()),
            company.artifacts().resolve("last"),
            Instant.now()));
    return sender.tellUntilHeard(CloudDouble.ACCOUNT, project, job, run);
  }

  private static String commit(Path bare) throws IOException {
    try (Git git = Git.open(bare.toFile())) {
      return git.getRepository().resolve("refs/heads/main").name();
    }
  }
}
