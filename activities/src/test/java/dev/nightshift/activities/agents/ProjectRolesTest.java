package dev.nightshift.activities.agents;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.configuration.Role;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.git.Code;
import dev.nightshift.workflows.ports.Roles.Worker;
import dev.nightshift.workflows.values.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectRolesTest {
  private static final String FILE =
      """
      name: remediator
      version: 1
      role: Mends.
      goal: Make it green.
      backstory: ""
      """;

  @TempDir Path temporary;
  private Code code;

  @BeforeEach
  void project() throws IOException {
    code = new Code(temporary);
    code.write("dbt_project.yml", "name: shop\n");
  }

  private Worker worker(Role... roles) throws IOException {
    Settings.Project project =
        Settings.Project.of("shop", "acme/shop").roles(List.of(roles)).made();
    Settings settings = new Settings(temporary, "", null, List.of(project));
    return new ProjectRoles(settings, code.checkouts())
        .worker(code.commit(""), "remediator", "rules,codex");
  }

  @Test
  void where_nobody_says_anything_it_is_whoever_the_flow_was_started_with() throws IOException {
    assertEquals(new Worker("rules,codex", Limits.NONE), worker());
  }

  @Test
  void the_file_of_the_role_goes_before_that_and_the_settings_before_the_file() throws IOException {
    code.write(".nightshift/agents/remediator.yml", FILE + "engine: model:claude\n");
    assertEquals(new Worker("model:claude", Limits.NONE), worker());
    Limits limits = new Limits(2, 0, 0, 0);
    assertEquals(new Worker("model:claude", limits), worker(new Role("remediator", "", limits)));
    assertEquals(
        new Worker("rules", Limits.NONE),
        worker(new Role("remediator", "rules", Limits.NONE), new Role("other", "codex", limits)));
  }

  @Test
  void who_cannot_be_kept_from_writing_is_left_out_where_the_file_gives_no_tool_for_it()
      throws IOException {
    code.write(
        ".nightshift/agents/remediator.yml",
        FILE + "tools:\n  mode: allowlist\n  list: [read_file]\n");
    assertEquals(
        new Worker(
            "rules",
            Limits.NONE,
            "remediator may not write by its file, which codex cannot be kept from: it is left"
                + " out."),
        worker());
  }
}
