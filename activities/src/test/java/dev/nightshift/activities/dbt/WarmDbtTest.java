package dev.nightshift.activities.dbt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmDbtTest {
  @Test
  void spike(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("home/workspaces"));
    try (World world = new World(folder, folder.resolve("production.duckdb"))) {
      world
          .file("dbt_project.yml", "name: shop\nversion: '1.0'\nprofile: shop\n")
          .file("models/orders.sql", "select 1 as id")
          .file("models/sums.sql", "select count(*) as n from {{ ref('orders') }}");
      world.load("create table raw_orders as select 1 as id");
      Runners runners =
          Runners.warm(world.processes, world.cage(), world.toolchain.required("dbt"), world.home);
      for (int i = 0; i < 4; i++) {
        long begun = System.nanoTime();
        DbtResult result =
            world
                .dbt(runners)
                .run(
                    new Dbt.Command(
                        Dbt.Verb.BUILD,
                        new Workspace("shop", "", "", "a".repeat(40), null),
                        world.sandbox(),
                        null,
                        null,
                        null,
                        List.of(),
                        0,
                        120));
        System.out.println(result + " " + (System.nanoTime() - begun) / 1e9);
        assertEquals(2, result.counts().get("success"));
      }
      assertTrue(runners.warm.isPresent());
    }
  }
}
