package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectorsTest {
  private static final String MANIFEST =
      """
      {"metadata": {"project_name": "shop"},
       "nodes": {
         "model.shop.orders": {"resource_type": "model", "name": "orders", "package_name": "shop",
           "original_file_path": "models/orders.sql", "fqn": ["shop", "orders"]},
         "model.shared.days": {"resource_type": "model", "name": "days", "package_name": "shared",
           "original_file_path": "models/days.sql", "fqn": ["shared", "days"]}},
       "unit_tests": {
         "unit_test.shop.orders.counts_once": {"resource_type": "unit_test", "name": "counts_once",
           "package_name": "shop", "original_file_path": "models/orders.yml",
           "fqn": ["shop", "orders", "counts_once"],
           "depends_on": {"nodes": ["model.shop.orders"]}}}}
      """;

  @Test
  void a_model_of_a_package_is_not_looked_for_in_the_projects_own_folder() throws IOException {
    Selectors selectors = selectors(MANIFEST, List.of());
    assertEquals("path:models/orders.sql", selectors.of("model.shop.orders"));
    assertEquals("fqn:shared.days", selectors.of("model.shared.days"));
  }

  @Test
  void a_unit_test_is_run_with_the_model_that_it_tests() throws IOException {
    assertEquals(
        "path:models/orders.sql",
        selectors(MANIFEST, List.of()).of("unit_test.shop.orders.counts_once"));
  }

  private static Selectors selectors(String manifest, List<String> ran) throws IOException {
    return new Selectors(Manifest.of(Converter.json().readTree(manifest)), ran);
  }

  /** A run with a hook, a model that reads another, one with a test, and one that stands alone. */
  private static final String WITH_A_HOOK =
      """
      {"metadata": {"project_name": "shop"},
       "nodes": {
         "operation.shop.shop-on-run-end-0": {"resource_type": "operation",
           "name": "shop-on-run-end-0", "package_name": "shop",
           "original_file_path": "./dbt_project.yml",
           "fqn": ["shop", "hooks", "shop-on-run-end-0"]},
         "model.shop.a": {"resource_type": "model", "name": "a", "package_name": "shop",
           "original_file_path": "models/a.sql", "depends_on": {"nodes": ["model.shop.b"]}},
         "model.shop.b": {"resource_type": "model", "name": "b", "package_name": "shop",
           "original_file_path": "models/b.sql"},
         "model.shop.c": {"resource_type": "model", "name": "c", "package_name": "shop",
           "original_file_path": "models/c.sql", "config": {"materialized": "ephemeral"}},
         "seed.shop.d": {"resource_type": "seed", "name": "d", "package_name": "shop",
           "original_file_path": "seeds/d.csv"}},
       "parent_map": {"model.shop.a": ["model.shop.b"]},
       "child_map": {"model.shop.b": ["model.shop.a", "test.shop.unique_b.0"]}}
      """;

  @Test
  void a_hook_is_run_with_what_needs_nothing() throws IOException {
    List<String> ran = List.of("seed.shop.d", "model.shop.a", "model.shop.b", "model.shop.c");
    assertEquals(
        "path:seeds/d.csv,path:seeds/d.csv",
        selectors(WITH_A_HOOK, ran).of("operation.shop.shop-on-run-end-0"));
  }

  @Test
  void a_hook_that_nothing_could_be_run_with_is_selected_by_nothing() throws IOException {
    assertEquals(
        "",
        selectors(WITH_A_HOOK, List.of("model.shop.a", "model.shop.b"))
            .of("operation.shop.shop-on-run-end-0"));
  }
}
