package dev.nightshift.starter.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.starter.cli.Desk;
import dev.nightshift.starter.cli.FakeDoors;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrowawayTest {
  @TempDir Path folder;

  @Test
  void a_token_that_a_person_has_set_for_real_work_is_not_used_for_show() throws IOException {
    Map<String, String> persons =
        Map.of(
            "NIGHTSHIFT_HOME", folder.toString(),
            "NIGHTSHIFT_GITHUB_TOKEN", "a real one",
            "NIGHTSHIFT_SLACK_TOKEN_FILE", "/a/real/one");
    Files.writeString(folder.resolve("toolchain.json"), "{}");
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Desk desk = new Desk(nowhere, nowhere, persons, folder, false, new FakeDoors());
    try (Throwaway place = Throwaway.fresh(desk, "show", "there is one already")) {
      Map<String, String> worker = new HashMap<>(persons);
      worker.putAll(place.plan(0).environment());
      for (String name : new String[] {"NIGHTSHIFT_GITHUB_TOKEN", "NIGHTSHIFT_SLACK_TOKEN"}) {
        assertEquals(Optional.of(place.hookSecret()), EnvironmentValue.of(worker, name));
      }
    }
  }
}
