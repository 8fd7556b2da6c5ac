package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.headless.ToolDoor.Done;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Models.ToolShape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ToolDoorTest {
  private static final List<ToolShape> SHAPES =
      List.of(new ToolShape("node", "Tells of one.", "{\"type\": \"object\"}"));

  private final Silence silence = new Silence(System::nanoTime);
  private final List<String> used = new CopyOnWriteArrayList<>();
  private Path folder;

  @BeforeEach
  void place() throws IOException {
    // A socket's path has to be short.
    folder = Files.createTempDirectory(Path.of("/tmp"), "door");
  }

  @AfterEach
  void clear() throws IOException {
    Files.deleteIfExists(folder.resolve("tools"));
    Files.delete(folder);
  }

  private ToolDoor open(ToolDoor.Hands hands) throws IOException {
    return ToolDoor.open(folder.resolve("tools"), SHAPES, hands, silence);
  }

  /** An agent's side. */
  private final class Visitor implements AutoCloseable {
    private final SocketChannel line = SocketChannel.open(StandardProtocolFamily.UNIX);
    private final BufferedReader answers;

    Visitor() throws IOException {
      line.connect(UnixDomainSocketAddress.of(folder.resolve("tools")));
      answers =
          new BufferedReader(
              new InputStreamReader(Channels.newInputStream(line), StandardCharsets.UTF_8));
    }

    void say(String json) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        line.write(bytes);
      }
    }

    JsonNode heard() throws IOException {
      String answer = answers.readLine();
      return answer == null ? null : Converter.json().readTree(answer);
    }

    Visitor introduced() throws IOException {
      greet();
      assertEquals("nightshift", heard().at("/result/serverInfo/name").asText());
      say("{\"jsonrpc\": \"2.0\", \"method\": \"notifications/initialized\"}");
      return this;
    }

    void greet() throws IOException {
      say(
          """
          {"jsonrpc": "2.0", "id": 0, "method": "initialize", "params": {"protocolVersion": \
          "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}}\
          """);
    }

    void calls(String node) throws IOException {
      say(
          """
          {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": \
          {"name": "node", "arguments": {"node": "%s"}}}\
          """
              .formatted(node));
    }

    @Override
    public void close() throws IOException {
      line.close();
    }
  }

  @Test
  void each_visitor_has_the_tools_and_what_is_asked_of_one_is_answered_to_it() throws IOException {
    try (ToolDoor door = open((tool, asked) -> new Done(tool + " " + asked.get("node"), false));
        Visitor first = new Visitor().introduced();
        Visitor second = new Visitor().introduced()) {
      first.say("{\"jsonrpc\": \"2.0\", \"id\": 1, \"method\": \"tools/list\"}");
      assertEquals("Tells of one.", first.heard().at("/result/tools/0/description").asText());
      second.calls("b");
      first.calls("a");
      assertEquals("node a", first.heard().at("/result/content/0/text").asText());
      JsonNode answer = second.heard();
      assertEquals("node b", answer.at("/result/content/0/text").asText());
      assertEquals("false", answer.at("/result/isError").asText("false"));
    }
  }

  @Test
  void of_very_many_visitors_the_last_find_the_door_closed_until_one_leaves() throws Exception {
    List<Visitor> all = new ArrayList<>();
    try (ToolDoor door = open((tool, asked) -> new Done("fine", false))) {
      for (int n = 0; n < 8; n++) {
        all.add(new Visitor().introduced());
      }
      try (Visitor ninth = new Visitor()) {
        assertNull(ninth.heard(), "nobody answers");
      }
      all.remove(0).close();
      Waits.until(this::isLetIn);
    } finally {
      for (Visitor one : all) {
        one.close();
      }
    }
  }

  private boolean isLetIn() {
    try (Visitor another = new Visitor()) {
      another.greet();
      return another.heard() != null;
    } catch (IOException closed) {
      return false;
    }
  }

  @Test
  void what_breaks_is_no_fault_of_the_agents_and_the_next_call_goes_on() throws IOException {
    try (ToolDoor door =
            open(
                (tool, asked) -> {
                  if (asked.get("node").equals("bad")) {
                    throw new IllegalStateException("secret words of ours");
                  }
                  return new Done("fine", false);
                });
        Visitor visitor = new Visitor().introduced()) {
      visitor.calls("bad");
      JsonNode answer = visitor.heard();
      assertTrue(answer.at("/result/isError").asBoolean());
      assertEquals(
          "Not done: node broke, which is no fault of yours.",
          answer.at("/result/content/0/text").asText());
      visitor.calls("good");
      assertEquals("fine", visitor.heard().at("/result/content/0/text").asText());
    }
  }

  @Test
  void when_the_session_ends_a_call_at_work_is_interrupted_and_one_that_waits_is_not_begun()
      throws Exception {
    CountDownLatch working = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    ToolDoor door =
        open(
            (tool, asked) -> {
              used.add("" + asked.get("node"));
              working.countDown();
              try {
                never.await();
              } catch (InterruptedException stopped) {
                throw ErrorKind.INTERRUPTED.failure("stopped", stopped);
              }
              return new Done("", false);
            });
    try (Visitor first = new Visitor().introduced();
        Visitor second = new Visitor().introduced()) {
      first.calls("a");
      working.await();
      second.calls("b");
      Waits.until(() -> silence.atWork() == 2);
      door.close();
      assertEquals(List.of("a"), used);
      Waits.until(() -> silence.atWork() == 0);
    }
  }
}
