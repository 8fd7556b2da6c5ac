package dev.nightshift.activities.dbt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** dbt ends with a usage error where two places say how strict it is. */
class WarningsTest {
  private static final String STRICT = "{\"error\":\"all\"}";

  @TempDir Path project;

  private List<String> words(String settings, Map<String, String> environment, String strictness)
      throws IOException {
    Files.writeString(project.resolve("dbt_project.yml"), settings);
    return new Warnings(project, environment).words(strictness);
  }

  @Test
  void a_command_is_as_strict_as_the_run_was() throws IOException {
    assertEquals(List.of("--warn-error-options", STRICT), words("name: park\n", Map.of(), STRICT));
    assertEquals(List.of(), words("name: park\n", Map.of(), ""));
  }

  @Test
  void a_project_that_says_so_itself_is_not_told_again() throws IOException {
    assertEquals(List.of(), words("name: park\nflags:\n  warn_error: true\n", Map.of(), STRICT));
    assertEquals(2, words("name: park\nflags:\n  fail_fast: true\n", Map.of(), STRICT).size());
  }

  @Test
  void an_environment_that_says_so_is_not_told_again() throws IOException {
    for (String name : List.of("DBT_WARN_ERROR", "DBT_ENGINE_WARN_ERROR")) {
      assertEquals(List.of(), words("name: park\n", Map.of(name, "1"), STRICT), name);
    }
    assertEquals(2, words("name: park\n", Map.of("DBT_WARN_ERROR_OPTIONS", "x"), STRICT).size());
  }
}
