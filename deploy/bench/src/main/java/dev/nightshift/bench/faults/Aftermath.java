package dev.nightshift.bench.faults;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.git.BareRepository;
import dev.nightshift.activities.git.LocalRemotes;
import dev.nightshift.starter.scenario.CloudDouble;
import dev.nightshift.starter.scenario.CloudDouble.Failed;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What flows come upon that look after no run themselves: projects whose code is at home and whose
 * runs are dbt Cloud's, a green run of yesterday, and one of a morning that is to come.
 */
final class Aftermath implements AutoCloseable {
  /** A model that passes in the morning. */
  static final String MENDED = "model.larkspur.stg_payments";

  static final String MORNING = "the-morning";
  static final String GREEN = "yesterday";
  static final String JOB = "551";

  private static final String TOKEN = "of-the-aftermath";
  private static final long FIRST = 5_000;

  /** Later than whatever is merged in a walk. */
  private static final Duration AHEAD = Duration.ofHours(6);

  final Equipment equipment;
  private final World world;
  private final CloudDouble cloud;

  Aftermath(World world) throws IOException {
    this.world = world;
    this.cloud = new CloudDouble(TOKEN);
    Path folder = world.configuration.getParent();
    Path artifacts = folder.resolve("aftermath");
    Folders.copy(world.night().resolveSibling(GREEN), artifacts.resolve(GREEN));
    Files.createDirectories(artifacts.resolve(MORNING));
    Converter.json()
        .writeValue(
            artifacts.resolve(MORNING).resolve("run_results.json").toFile(),
            morning(Instant.now().plus(AHEAD).toString()));
    this.equipment =
        new Equipment(
            folder.resolve("aftermath.yml"),
            folder.resolve("aftermath-warmly.yml"),
            Map.of("NIGHTSHIFT_DBT_CLOUD_TOKEN", TOKEN));
    world.configure(
        equipment.plain(), equipment.warm(), "", number -> ofProject(number, artifacts));
  }

  private String ofProject(int number, Path artifacts) {
    return """
            artifacts: '%s'
            dbt_cloud: {account: %d, project: %d, api: '%s'}
            policy: {publish: publish}
        """
        .formatted(artifacts, CloudDouble.ACCOUNT, run(number), cloud.address());
  }

  private static Map<String, Object> morning(String at) {
    return Map.of(
        "metadata",
        Map.of(
            "dbt_schema_version", "https://schemas.getdbt.com/dbt/run-results/v6.json",
            "dbt_version", "1.12.6",
            "invocation_id", MORNING,
            "invocation_started_at", at,
            "generated_at", at),
        "args",
        Map.of("which", "build"),
        "elapsed_time",
        1.0,
        "results",
        List.of(
            Map.of(
                "unique_id",
                MENDED,
                "status",
                "success",
                "timing",
                List.of(),
                "execution_time",
                0.1,
                "message",
                "OK")));
  }

  /** Each project has one run there, and its number. */
  static long run(int number) {
    return FIRST + number;
  }

  /** It failed, and nobody told of it. */
  void fail(int number) {
    cloud.failed(
        new Failed(
            run(number),
            run(number),
            Long.parseLong(JOB),
            head(),
            "build",
            world.night(),
            Instant.now()));
  }

  /** The newest commit of the code. */
  String head() {
    Path code = new LocalRemotes(world.home.host()).folder(World.REPOSITORY);
    return BareRepository.head(code, "main").orElseThrow();
  }

  @Override
  public void close() {
    cloud.close();
  }
}
