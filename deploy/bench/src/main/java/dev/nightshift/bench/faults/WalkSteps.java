package dev.nightshift.bench.faults;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.worker.NightWorker;
import dev.nightshift.worker.Wiring;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.values.DbtResult;
import io.temporal.client.WorkflowClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** The product's own steps, with dbt's answers kept in files where a folder for them is given. */
public final class WalkSteps {
  private WalkSteps() {}

  /** {@code recorded} is null for a real dbt at every step. */
  public static NightWorker.Steps of(
      Map<String, String> environment, Path configuration, Path recorded, WorkflowClient client) {
    Home home = Home.of(environment);
    Settings settings = SettingsFile.read(configuration, environment);
    NightWorker.Steps real = Wiring.steps(settings, home, environment, client, new Processes(home));
    if (recorded == null) {
      return real;
    }
    List<Object> dbt =
        real.dbt().stream()
            .map(step -> step instanceof Dbt plain ? new RecordedDbt(plain, recorded) : step)
            .toList();
    return new NightWorker.Steps(real.publishing(), dbt, real.dbtAtOnce(), real.agents());
  }

  /** The step of them that resolves commits. */
  public static Workspaces workspaces(NightWorker.Steps steps) {
    return steps.dbt().stream()
        .filter(Workspaces.class::isInstance)
        .map(Workspaces.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** Answers from a file when the same was asked before; else asks the real one and keeps it. */
  private record RecordedDbt(Dbt real, Path folder) implements Dbt {
    @Override
    public DbtResult run(Command command) {
      String patch =
          command.workspace().patch() == null ? "" : command.workspace().patch().sha256();
      Path file = folder.resolve(Ids.hash(command.verb() + patch + command.select()) + ".json");
      try {
        if (Files.exists(file)) {
          return Converter.json().readValue(file.toFile(), DbtResult.class);
        }
        DbtResult result = real.run(command);
        Path fresh = Files.createTempFile(folder, "result", ".new");
        Converter.json().writeValue(fresh.toFile(), result);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return result;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
