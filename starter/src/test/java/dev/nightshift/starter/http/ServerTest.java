package dev.nightshift.starter.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ServerTest {
  @Test
  void a_port_that_is_taken_is_said_once_and_nothing_else_is() {
    PrintStream before = System.err;
    ByteArrayOutputStream logged = new ByteArrayOutputStream();
    try (Server first = Server.start(0, 1, config -> {})) {
      int port = first.address().getPort();
      System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
      Server.NoPort taken =
          assertThrows(Server.NoPort.class, () -> Server.start(port, 1, config -> {}));
      assertEquals(
          "port " + port + " is taken; stop what listens there, or choose another",
          taken.getMessage());
      assertEquals("", logged.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }
}
