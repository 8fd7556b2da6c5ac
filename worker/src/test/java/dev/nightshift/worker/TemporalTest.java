package dev.nightshift.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.ConfigurationProblem;
import dev.nightshift.activities.configuration.ConfigurationProblem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people write into Temporal's own settings, and a server that is nowhere. */
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

  @Test
  void a_host_that_is_not_there_is_away_and_no_stack_on_the_screen() {
    List<LogRecord> told = new CopyOnWriteArrayList<>();
    Handler screen =
        new Handler() {
          @Override
          public void publish(LogRecord line) {
            told.add(line);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    root.addHandler(screen);
    try (Temporal temporal = Temporal.connect(Map.of("TEMPORAL_ADDRESS", "nowhere.invalid:7233"))) {
      assertFalse(temporal.answers(Duration.ofSeconds(2)));
    } finally {
      root.removeHandler(screen);
    }
    assertEquals(List.of(), told.stream().map(LogRecord::getMessage).toList());
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
