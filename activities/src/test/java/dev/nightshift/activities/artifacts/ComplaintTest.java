package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.values.DbtResult.DbtError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The texts are dbt 1.12's own. */
class ComplaintTest {
  @TempDir Path project;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(project.resolve("models/staging"));
    Files.writeString(project.resolve("models/a.sql"), "");
    Files.writeString(project.resolve("models/staging/b.yml"), "");
  }

  private DbtError read(String text) {
    return new Complaint(project).read(text);
  }

  private void says(String kind, String file, int line, DbtError error) {
    assertEquals(
        kind + " " + file + ":" + line, error.code() + " " + error.file() + ":" + error.line());
  }

  @Test
  void a_jinja_error_has_its_file_and_line() {
    says(
        "Compilation Error",
        "models/a.sql",
        2,
        read(
            "Compilation Error in model a (models/a.sql)\n  Expected an expression, got 'end of"
                + " statement block'\n    line 2\n      {% if %}"));
  }

  @Test
  void a_wrapped_error_is_of_its_own_kind() {
    says(
        "Compilation Error",
        "models/a.sql",
        0,
        read(
            "Runtime Error\n  Compilation Error in model a (models/a.sql)\n    'nope' is"
                + " undefined. This can happen when calling a macro that does not exist."));
  }

  @Test
  void a_yaml_error_names_the_file_from_the_folder_of_its_kind() {
    says(
        "Parsing Error",
        "models/staging/b.yml",
        4,
        read(
            "Parsing Error\n  Error reading shop: staging/b.yml - Runtime Error\n    Syntax error"
                + " near line 4\n    ------\n    1  | version: 2"));
  }

  @Test
  void an_error_without_a_file_names_none() {
    says(
        "Parsing Error",
        "",
        0,
        read("Parsing Error\n  Env var required but not provided: 'SHOP_PATH'"));
  }

  @Test
  void a_database_error_line_of_compiled_sql_is_not_taken_for_ours() {
    says(
        "Runtime Error",
        "models/a.sql",
        0,
        read(
            "Runtime Error in model a (models/a.sql)\n  Binder Error: Referenced column \"x\" was"
                + " not found\n  \n  LINE 3:     select x"));
  }

  @Test
  void colours_go_and_long_texts_are_cut() {
    DbtError error = read("\u001b[31mParsing Error\u001b[0m " + "x".repeat(5_000));
    assertTrue(error.message().startsWith("Parsing Error xxx"));
    assertTrue(error.message().length() < 2_100);
  }

  @Test
  void a_path_as_windows_writes_it_is_the_same_file() {
    says(
        "Compilation Error",
        "models/staging/b.yml",
        0,
        read("Compilation Error in model b (models\\staging\\b.yml)\n  'nope' is undefined."));
    says(
        "Parsing Error",
        "models/staging/b.yml",
        0,
        read("Parsing Error\n  Error reading shop: staging\\b.yml - it is odd"));
  }
}
