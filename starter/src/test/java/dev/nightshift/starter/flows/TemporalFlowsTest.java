package dev.nightshift.starter.flows;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.toolchain.Toolchain;
import dev.nightshift.starter.local.DevServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemporalFlowsTest extends FlowsOnAServer {
  @Override
  DevServer start(Path place, int port) throws IOException {
    Path executable = Toolchain.of(Home.of(System.getenv())).required("temporal").path();
    Files.createDirectories(place);
    return DevServer.start(
        executable, place.resolve("state"), place.resolve("log"), port, 0, List.of());
  }

  @Test
  void a_real_server_is_told_from_one_in_memory() {
    assertFalse(flows.inMemory());
  }
}
