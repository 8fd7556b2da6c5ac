package dev.nightshift.activities.dbt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileTest {
  @TempDir Path project;

  private String name(String settings) throws IOException {
    Files.writeString(project.resolve("dbt_project.yml"), settings);
    return Profile.of(project, List.of(project), "", "").name();
  }

  @Test
  void a_project_file_that_is_no_yaml_still_says_its_profile() throws IOException {
    assertEquals("park", name("name: trees\nprofile: park\nmodels:\n  a: b\n c: d\n"));
    assertEquals("park", name("name: trees\nprofile 'park' # ours\n"));
  }

  @Test
  void a_project_without_one_is_refused() {
    assertThrows(ApplicationFailure.class, () -> name("name: trees\n# profile: park\n"));
  }
}
