package dev.nightshift.starter.flows;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.starter.local.DevServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MemoryFlowsTest extends FlowsOnAServer {
  @Override
  DevServer start(Path place, int port) {
    return DevServer.inMemory(place.resolve("log"), port);
  }

  @Test
  void one_in_memory_says_so() {
    assertTrue(flows.inMemory());
  }
}
