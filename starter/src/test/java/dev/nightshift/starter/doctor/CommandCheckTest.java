package dev.nightshift.starter.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Programs;
import dev.nightshift.starter.doctor.Finding.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandCheckTest {
  @TempDir Path folder;

  @Test
  void each_command_of_the_policy_is_looked_for() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("nightshift.yml"),
            """
            projects:
              - name: shop
                repository: larkspur/shop
                warehouse: {kind: duckdb, path: shop.duckdb}
                policy:
                  commands:
                    - run: sh -n
                    - {run: no-such-linter --fix, writes: true}
                    - {run: sh lint.sh, folders: [.]}
            """);
    Settings settings = SettingsFile.read(file, Map.of());
    Home home = new Home(folder.resolve("home"));
    List<Finding> findings =
        CommandCheck.findings(
            settings.projects().get(0),
            new Programs(Map.of("PATH", "/usr/bin:/bin"), home),
            Optional.empty());
    assertEquals(Finding.fine("project shop", "command", "models may run sh -n"), findings.get(0));
    assertEquals(Mark.WRONG, findings.get(1).mark());
    assertTrue(findings.get(1).says().contains("no program no-such-linter on the PATH"));
    assertTrue(findings.get(2).says().contains("which holds everything of ours"));
  }
}
