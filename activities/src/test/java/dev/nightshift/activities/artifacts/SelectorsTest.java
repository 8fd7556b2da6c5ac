package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SelectorsTest {
  private static final String MANIFEST =
      """
      {"metadata": {"project_name": "shop"},
       "nodes": {
         "model.shop.orders": {"resource_type": "model", "name": "orders", "package_name": "shop",
           "original_file_path": "models/orders.sql", "fqn": ["shop", "orders"]},
         "model.shared.days": {"resource_type": "model", "name": "days", "package_name": "shared",
           "original_file_path": "models/days.sql", "fqn": ["shared", "days"]}}}
      """;

  @Test
  void a_model_of_a_package_is_not_looked_for_in_the_projects_own_folder() throws IOException {
    Selectors selectors = new Selectors(Manifest.of(Converter.json().readTree(MANIFEST)));
    assertEquals("path:models/orders.sql", selectors.of("model.shop.orders"));
    assertEquals("fqn:shared.days", selectors.of("model.shared.days"));
  }
}
