package dev.nightshift.bench.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts a lane's workers. */
final class Workers {
  private final World world;
  private final String namespace;
  private final Map<String, String> secrets;
  private final List<String> arguments = new ArrayList<>();
  private final AtomicInteger started = new AtomicInteger();

  /** Where dbt's answers come from. */
  sealed interface Answers {
    /** From files alone, but for what was never asked. */
    record Recorded(Path folder) implements Answers {}

    /** From a warm dbt, and are kept in files for others. */
    record Recording(Path folder) implements Answers {}

    /** From a warm dbt. */
    record Real() implements Answers {}
  }

  Workers(World world, String namespace, Equipment equipment, Answers answers) {
    this.world = world;
    this.namespace = namespace;
    this.secrets = equipment.secrets();
    if (answers instanceof Answers.Recorded recorded) {
      arguments.addAll(List.of(equipment.plain().toString(), recorded.folder().toString()));
    } else {
      arguments.add(equipment.warm().toString());
      if (answers instanceof Answers.Recording recording) {
        arguments.add(recording.folder().toString());
      }
    }
  }

  /** One more, coming up. */
  Mortal warm() throws IOException {
    Path log =
        world.home.logs().resolve("mortal-" + namespace + "-" + started.getAndIncrement() + ".log");
    Map<String, String> environment = new HashMap<>(secrets);
    environment.putAll(world.environment(namespace));
    return Mortal.warm(world.classes.options(), arguments, environment, log);
  }
}
