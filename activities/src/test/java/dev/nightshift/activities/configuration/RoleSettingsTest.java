package dev.nightshift.activities.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.values.Limits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who works in which role, and how far. */
class RoleSettingsTest {
  private static final String FILE =
      """
      models:
        - {name: claude, api: anthropic, model: claude-x, prices: {input: 3, output: 15}}
      projects:
        - name: shop
          repository: acme/shop
          warehouse: {kind: duckdb, path: shop.duckdb}
          roles:
      """;

  @TempDir Path folder;

  @Test
  void a_role_has_engines_and_limits_of_its_own() throws IOException {
    List<Role> roles =
        read("""
                - role: remediator
                  engine: [rules, "model:claude"]
                  max_dollars: 2
                  max_tokens: 500000
                  max_turns: 40
                  max_time: 20m
                - {role: investigator, engine: codex}
                """)
            .projects()
            .get(0)
            .roles();
    Role remediator = Role.named("remediator", roles);
    assertEquals("rules,model:claude", remediator.engine());
    assertEquals(new Limits(2, 500_000, 40, 1200), remediator.limits());
    assertEquals(new Role("investigator", "codex", Limits.NONE), Role.named("investigator", roles));
    assertEquals(new Role("da-architect", "", Limits.NONE), Role.named("da-architect", roles));
  }

  @Test
  void a_model_that_there_is_not_and_a_role_that_stands_twice_are_told() {
    refused(
        "- {role: remediator, engine: 'model:claud'}",
        "`engine` of the project shop for remediator is model:claud, and there is no such name in"
            + " `models`; is model:claude meant?");
    refused("- {role: remediator, engine: oracle}", "rules, claude-code, codex, or model:");
    refused("- {role: a, max_turns: 1}\n- {role: a}", "a is taken already, on line 8");
    refused("- {role: a, max_turns: 0}", "a whole number from 1 to 10000");
  }

  private Settings read(String roles) throws IOException {
    Path file = folder.resolve("nightshift.yml");
    Files.writeString(file, FILE + roles.indent(6));
    return SettingsFile.read(file, Map.of());
  }

  private void refused(String roles, String why) {
    String says = assertThrows(ConfigurationProblem.class, () -> read(roles)).getMessage();
    assertTrue(says.contains(why), says);
  }
}
