package dev.nightshift.bench.faults;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Starts a lane's workers. */
final class Workers {
  private final World world;
  private final String namespace;
  private final List<String> arguments = new ArrayList<>();
  private final AtomicInteger started = new AtomicInteger();

  /** {@code recorded} keeps dbt's answers in files; null asks the real one, a warm one. */
  Workers(World world, String namespace, Path recorded) {
    this.world = world;
    this.namespace = namespace;
    if (recorded == null) {
      arguments.add(world.warmly.toString());
    } else {
      arguments.addAll(List.of(world.configuration.toString(), recorded.toString()));
    }
  }

  /** One more, coming up. */
  Mortal warm() throws IOException {
    Path log =
        world.home.logs().resolve("mortal-" + namespace + "-" + started.getAndIncrement() + ".log");
    return Mortal.warm(world.classes.options(), arguments, world.environment(namespace), log);
  }
}
