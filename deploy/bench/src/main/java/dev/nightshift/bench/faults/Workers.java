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

  /** {@code recorded} keeps dbt's answers in files; null asks the real one, a warm one. */
  Workers(World world, String namespace, Equipment equipment, Path recorded) {
    this.world = world;
    this.namespace = namespace;
    this.secrets = equipment.secrets();
    if (recorded == null) {
      arguments.add(equipment.warm().toString());
    } else {
      arguments.addAll(List.of(equipment.plain().toString(), recorded.toString()));
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
