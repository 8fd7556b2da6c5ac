package dev.nightshift.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.ConfigurationProblem;
import dev.nightshift.activities.configuration.ConfigurationProblem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people write into Temporal's own settings; nothing is connected to. */
class TemporalTest {
  @TempDir Path folder;

  @Test
  void settings_that_are_no_toml_are_told_with_file_and_line() throws IOException {
    Path file = written("[profile.default]\naddress = \n");
    Problem problem = problem(Map.of("TEMPORAL_CONFIG_FILE", file.toString()));
    assertEquals(file.toString(), problem.file());
    assertEquals(2, problem.line());
    assertTrue(problem.says().startsWith("this is not TOML: "), problem::says);
  }

  @Test
  void settings_that_are_named_and_not_there_are_not_passed_over() {
    String file = folder.resolve("none.toml").toString();
    Problem problem = problem(Map.of("TEMPORAL_CONFIG_FILE", file));
    assertEquals("TEMPORAL_CONFIG_FILE", problem.file());
    assertTrue(problem.says().contains(file), problem::says);
  }

  @Test
  void a_profile_that_is_not_there_is_named() throws IOException {
    Path file = written("[profile.default]\naddress = '127.0.0.1:7'\n");
    Problem problem =
        problem(Map.of("TEMPORAL_CONFIG_FILE", file.toString(), "TEMPORAL_PROFILE", "night"));
    assertEquals("TEMPORAL_PROFILE", problem.file());
    assertTrue(problem.says().contains("night"), problem::says);
  }

  @Test
  void a_certificate_that_is_none_is_told() throws IOException {
    Path file = written("no certificate");
    Problem problem =
        problem(
            Map.of("TEMPORAL_TLS", "true", "TEMPORAL_TLS_SERVER_CA_CERT_PATH", file.toString()));
    assertTrue(problem.says().startsWith("its certificates or its key"), problem::says);
  }

  private Path written(String text) throws IOException {
    return Files.writeString(folder.resolve("temporal.toml"), text);
  }

  private static Problem problem(Map<String, String> environment) {
    return assertThrows(ConfigurationProblem.class, () -> Temporal.connect(environment).close())
        .problems()
        .get(0);
  }
}
