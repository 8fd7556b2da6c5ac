package dev.nightshift.activities.dbt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.Needs;
import dev.nightshift.activities.process.Cage;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.values.DbtResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleInTheCageTest {
  private static final Path SAMPLE = Path.of("../deploy/sample").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void the_sample_builds_green_on_a_copy_of_its_production() throws IOException {
    Path production = folder.resolve("larkspur.duckdb");
    try (World world = new World(production)) {
      world.run(List.of("/bin/cp", "-r", SAMPLE.resolve("project").toString(), "" + world.project));
      world.run(
          List.of(
              world.python().toString(),
              SAMPLE.resolve("production.py").toString(),
              "create",
              production.toString()));
      byte[] before = Files.readAllBytes(production);
      Cage cage = world.cage();
      Needs.part("bubblewrap", cage.level() == Cage.Level.BUBBLEWRAP, cage.reason());

      int done = Warmth.WARM.warm.orElseThrow().done();

      DbtResult result =
          world.environment("LARKSPUR_DUCKDB", "" + production).run(cage, Verb.BUILD);

      assertTrue(result.success(), () -> result.errors() + " " + result.red());
      assertTrue(result.count("success") > 25, () -> "" + result.counts());
      assertEquals(List.of(), result.red());
      assertEquals(done + 1, Warmth.WARM.warm.orElseThrow().done(), "it was not done warm");
      assertNotNull(result.manifest());
      assertTrue(world.blobs.text(result.log()).contains("Completed successfully"));
      assertTrue(world.beats.stream().anyMatch(beat -> beat.matches("\\d+ of \\d+ nodes")));
      assertFalse(Files.exists(world.project.resolve("target")));
      assertEquals(
          java.util.Arrays.hashCode(before),
          java.util.Arrays.hashCode(Files.readAllBytes(production)));
    }
  }
}
