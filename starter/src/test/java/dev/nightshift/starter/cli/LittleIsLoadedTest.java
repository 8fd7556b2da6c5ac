package dev.nightshift.starter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.starter.Main;
import dev.nightshift.starter.memory.MemoryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only asks something is quick because it loads little: one careless field ends that. */
class LittleIsLoadedTest {
  private static final List<String> HEAVY =
      List.of(
          "org.duckdb.",
          "org.eclipse.jgit.",
          "net.sf.jsqlparser.",
          "io.javalin.",
          "org.eclipse.jetty.",
          "com.slack.",
          "okhttp3.");

  /** Named by a method of the one JSON mapper's class, which the JVM looks at as a whole. */
  private static final String NAMED = "io.temporal.common.converter.DataConverter";

  @TempDir Path folder;

  @Test
  void the_version_needs_nothing_heavy_and_no_client_of_temporal() throws Exception {
    List<String> loaded = loadedBy(Map.of(), "--version");
    assertEquals(List.of(), of(loaded, HEAVY));
    List<String> temporal = new ArrayList<>(of(loaded, List.of("io.temporal.", "io.grpc.")));
    temporal.remove(NAMED);
    assertEquals(List.of(), temporal);
  }

  @Test
  void the_runs_need_a_client_of_temporal_and_nothing_heavy() throws Exception {
    Files.writeString(
        folder.resolve("nightshift.yml"),
        """
        projects:
          - name: shop
            repository: acme/shop
            warehouse: {kind: duckdb, path: shop.duckdb}
        """);
    try (MemoryServer server = MemoryServer.start(0)) {
      List<String> loaded =
          loadedBy(Map.of("TEMPORAL_ADDRESS", server.address()), "runs", "--json");
      assertTrue(loaded.contains("io.temporal.client.WorkflowClient"), "it asked no server");
      assertEquals(List.of(), of(loaded, HEAVY));
    }
  }

  private static List<String> of(List<String> loaded, List<String> beginnings) {
    return loaded.stream().filter(name -> beginnings.stream().anyMatch(name::startsWith)).toList();
  }

  /** The classes that a JVM of its own loads to answer. */
  private List<String> loadedBy(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    Path log = folder.resolve("loaded.log");
    Path said = folder.resolve("said");
    List<String> argv =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + log + "::filecount=0",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    argv.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("NIGHTSHIFT_HOME", folder.resolve("home").toString());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it did not end");
    } finally {
      process.destroyForcibly();
    }
    assertEquals(0, process.exitValue(), Files.readString(said));
    try (Stream<String> lines = Files.lines(log)) {
      List<String> loaded = lines.map(LittleIsLoadedTest::name).toList();
      assertTrue(loaded.contains(Main.class.getName()), "the log does not tell what was loaded");
      return loaded;
    }
  }

  /** {@code [0.1s][info][class,load] a.b.C source: …}. */
  private static String name(String line) {
    return line.replaceFirst("^(\\[[^]]*])+ ", "").replaceFirst(" .*", "");
  }
}
