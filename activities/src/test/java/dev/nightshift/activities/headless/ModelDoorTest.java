package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.door.Door;
import dev.nightshift.activities.headless.ScriptedModel.Step;
import dev.nightshift.workflows.values.Usage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As somebody in the cage speaks to it, who does what no agent does. */
class ModelDoorTest implements Meter {
  @Override
  public String unpriced(String model) {
    return "nothing is known of " + model;
  }

  private final List<Usage> counted = new ArrayList<>();
  private Optional<String> enough = Optional.empty();
  private ScriptedModel model;
  private Door folder;
  private ModelDoor door;

  @BeforeEach
  void a_door() throws IOException {
    model = ScriptedModel.playing(Step.says("hello"));
    folder = Door.open();
    Access access = new Access(model.address(), "x-api-key", "the key", "");
    door =
        ModelDoor.open(
            folder.socket(), access, new Tariff(List.of()), this, new Silence(System::nanoTime));
  }

  @AfterEach
  void closed() {
    door.close();
    folder.close();
    model.close();
  }

  @Override
  public Optional<String> refusal(Usage most) {
    return enough;
  }

  @Override
  public void heard(boolean refusal) {}

  @Override
  public void used(Usage most, Usage used) {
    counted.add(used);
  }

  private String ask(String line, String headers, String body) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(folder.socket()));
      String text =
          line
              + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
              + headers
              + "Content-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer some = ByteBuffer.allocate(4096);
      while (channel.read(some) >= 0) {
        answer.write(some.array(), 0, some.position());
        some.clear();
      }
      return answer.toString(StandardCharsets.UTF_8);
    }
  }

  @Test
  void chat_completions_go_through_too() throws IOException {
    String answer = ask("POST " + door.path() + "/v1/chat/completions", "", "{\"messages\": []}");
    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    assertEquals("POST /v1/chat/completions", model.seen().get(0).request());
  }

  @Test
  void it_puts_the_key_in_and_counts() throws IOException {
    String answer =
        ask(
            "POST " + door.path() + "/v1/messages?beta=true",
            "x-api-key: none\r\n",
            "{\"messages\": []}");

    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    assertTrue(answer.contains("hello"), answer);
    assertEquals("POST /v1/messages?beta=true", model.seen().get(0).request());
    assertEquals(List.of("the key"), model.seen().get(0).headers().get("X-api-key"));
    door.close();
    assertEquals(List.of(new Usage(100, 20, 1, 0)), counted);
  }

  @Test
  void there_is_nothing_behind_it_but_the_model() throws IOException {
    for (String line :
        List.of(
            "POST /v1/messages",
            "GET " + door.path() + "/v1/messages",
            "POST " + door.path() + "/v1/files",
            "POST " + door.path() + "/v1/messages/../files",
            "POST " + door.path() + "/v1/messages/batches",
            "DELETE " + door.path() + "/v1/models",
            "GET http://127.0.0.1:" + model.address().getPort() + "/v1/models")) {
      assertTrue(ask(line, "", "{}").startsWith("HTTP/1.1 404"), line);
    }
    assertEquals(List.of(), model.seen());
  }

  @Test
  void a_request_that_would_go_further_is_refused() throws IOException {
    String answer =
        ask(
            "POST " + door.path() + "/v1/responses",
            "",
            "{\"tools\": [{\"type\": \"web_search\"}]}");

    assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
    assertTrue(answer.contains("web_search"), answer);
    assertEquals(List.of(), model.seen());
  }

  @Test
  void what_the_meter_refuses_is_not_sent() throws IOException {
    enough = Optional.of("enough is enough");
    String answer = ask("POST " + door.path() + "/v1/messages", "", "{}");

    assertTrue(answer.contains("enough is enough"), answer);
    assertEquals(List.of(), model.seen());
    assertEquals(List.of(), counted);
  }

  @Test
  void the_key_is_in_no_text_of_ours() {
    assertFalse(new Access(model.address(), "x-api-key", "the key", "").toString().contains("key"));
  }

  @Test
  void what_is_told_to_be_too_long_is_refused_before_it_is_read() throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(folder.socket()));
      String head =
          "POST "
              + door.path()
              + "/v1/messages HTTP/1.1\r\nHost: x\r\nContent-Length: 33554433\r\n\r\n";
      channel.write(ByteBuffer.wrap(head.getBytes(StandardCharsets.UTF_8)));
      ByteBuffer some = ByteBuffer.allocate(4096);
      channel.read(some);
      String answer = new String(some.array(), 0, some.position(), StandardCharsets.UTF_8);
      assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
    }
  }

  @Test
  void of_very_many_visitors_the_last_find_the_door_closed_until_one_leaves() throws Exception {
    List<SocketChannel> all = new ArrayList<>();
    try {
      for (int n = 0; n < 16; n++) {
        all.add(come());
      }
      try (SocketChannel another = come()) {
        assertEquals(-1, another.read(ByteBuffer.allocate(1)), "nobody answers");
      }
      all.remove(0).close();
      Waits.until(this::isLetIn);
    } finally {
      for (SocketChannel one : all) {
        one.close();
      }
    }
  }

  private SocketChannel come() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(folder.socket()));
    return channel;
  }

  private boolean isLetIn() {
    try {
      return ask("POST /nothing", "", "{}").startsWith("HTTP/1.1 404");
    } catch (IOException closed) {
      return false;
    }
  }
}
