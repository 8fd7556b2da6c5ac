package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.artifacts.ArtifactFile.Kind;
import dev.nightshift.workflows.durable.Converter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which macros the facts keep of packages that lie in no repository. */
class CalledMacrosTest {
  private static final String MANIFEST =
      """
      {"metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json"},
       "nodes": {"model.park.oaks": {"raw_code": "select {{ garden.leafs('id') }}, {{ wood . leafs() }}"},
                 "model.park.elms": {"raw_code": "select {{ garden.leafs('id') }}"}},
       "sources": {}, "exposures": {}, "parent_map": {}, "child_map": {},
       "macros": {"macro.garden.leaves": {"macro_sql": "{}"}, "macro.garden.bark": {},
                  "macro.garden._own": {}, "macro.garden.default__bark": {}, "macro.gardens.x": {},
                  "macro.park.leafs": {}}}
      """;

  @TempDir Path folder;

  @Test
  void those_of_the_package_that_was_called_and_none_that_it_keeps_for_itself() throws Exception {
    String message = "'dbt.context.macros.MacroNamespace object' has no attribute 'leafs'";
    Map<String, List<String>> garden = Map.of("garden", List.of("bark", "leaves"));
    assertEquals(garden, CalledMacros.of(List.of(failed(message)), whole()));
    assertEquals(garden, CalledMacros.of(List.of(failed(message)), inPlaces()));
  }

  @Test
  void of_another_failure_none() throws Exception {
    assertEquals(Map.of(), CalledMacros.of(List.of(failed("'leafs' is undefined")), whole()));
    assertEquals(
        Map.of(), CalledMacros.of(List.of(failed("has no attribute 'trunk'")), inPlaces()));
  }

  private static RunResults.Result failed(String message) {
    return RunResults.Result.of(
        Converter.json()
            .createObjectNode()
            .put("unique_id", "model.park.oaks")
            .put("status", "error")
            .put("message", message));
  }

  private static Resources whole() throws JsonProcessingException {
    return Manifest.of(Converter.json().readTree(MANIFEST));
  }

  /** As a file of any size is read. */
  private Resources inPlaces() throws Exception {
    Path file = folder.resolve("manifest.json");
    Files.write(file, MANIFEST.getBytes(StandardCharsets.UTF_8));
    return ManifestFile.of(ArtifactFile.open("manifest.json", Kind.MANIFEST, () -> file));
  }
}
