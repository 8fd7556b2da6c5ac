package dev.nightshift.activities.dbt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A keeper is played by hand: what it may say or fail to say. */
class WarmJobTest {
  private static final Duration LONG = Duration.ofMinutes(5);

  @TempDir Path folder;
  private ServerSocketChannel listener;
  private SocketChannel stdout;
  private SocketChannel keeper;
  private SocketChannel control;

  @BeforeEach
  void listen() throws IOException {
    listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
  }

  @AfterEach
  void close() throws IOException {
    control.close();
    listener.close();
  }

  @Test
  void it_ends_as_its_keeper_says() throws Exception {
    WarmJob job = job(LONG);
    say("{\"process\": 7}\n");
    assertFalse(job.endedWithin(Duration.ofMillis(1)));
    say("{\"exit\": 2, \"memory_kib\": 9}\n");
    assertTrue(job.endedWithin(LONG));
    assertEquals(2, job.exitCode());
  }

  @Test
  void one_that_its_keeper_ended_for_its_deadline_was_late() throws Exception {
    WarmJob job = job(LONG);
    say("{\"exit\": 137, \"late\": true}\n");
    assertTrue(job.endedWithin(LONG));
    assertTrue(job.wasLate());
  }

  @Test
  void one_that_died_of_itself_was_not_late() throws Exception {
    WarmJob job = job(LONG);
    say("{\"exit\": 137, \"late\": false}\n");
    assertTrue(job.endedWithin(LONG));
    assertFalse(job.wasLate());
  }

  @Test
  void who_is_interrupted_waits_for_its_death_all_the_same() throws Exception {
    WarmJob job = job(LONG);
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Thread killer =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              job.kill();
              stillInterrupted.set(Thread.currentThread().isInterrupted());
            });
    killer.start();
    assertEquals(-1, keeper.read(ByteBuffer.allocate(1)), "the keeper was told something else");
    assertFalse(job.endedWithin(Duration.ZERO));
    while (killer.getState() != Thread.State.TIMED_WAITING) {
      assertTrue(killer.isAlive(), "it did not wait");
      Thread.onSpinWait();
    }
    say("{\"exit\": 137}\n");
    killer.join();
    assertTrue(stillInterrupted.get());
    assertEquals(137, job.exitCode());
  }

  @Test
  void one_that_says_nothing_is_lost() throws Exception {
    WarmJob job = job(Duration.ZERO);
    Keeper.Lost lost = assertThrows(Keeper.Lost.class, () -> job.endedWithin(Duration.ofMillis(1)));
    assertTrue(lost.getMessage().contains("said nothing"), lost.getMessage());
  }

  @Test
  void one_that_has_spoken_may_be_silent_for_long() throws Exception {
    WarmJob job = job(Duration.ZERO);
    stdout.write(ByteBuffer.wrap(new byte[] {'x'}));
    assertEquals('x', job.stdout().readNBytes(1)[0]);
    assertFalse(job.endedWithin(Duration.ofMillis(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rubbish\n", "{\"exit\": \n", "[[[[\n", "\u0000\u0001\n"})
  void a_keeper_that_talks_nonsense_has_lost_it(String nonsense) throws Exception {
    WarmJob job = job(LONG);
    say(nonsense);
    assertTrue(job.endedWithin(LONG));
    Keeper.Lost lost = assertThrows(Keeper.Lost.class, job::exitCode);
    assertTrue(lost.getMessage().contains("nonsense"), lost.getMessage());
  }

  @Test
  void a_keeper_that_refuses_says_why() throws Exception {
    WarmJob job = job(LONG);
    say("{\"refused\": \"no room\"}\n");
    assertTrue(job.endedWithin(LONG));
    assertEquals("no room", assertThrows(Keeper.Lost.class, job::exitCode).getMessage());
  }

  @Test
  void a_keeper_that_is_gone_has_lost_it() throws Exception {
    WarmJob job = job(LONG);
    say("{\"process\": 7}\n");
    keeper.close();
    assertTrue(job.endedWithin(LONG));
    Keeper.Lost lost = assertThrows(Keeper.Lost.class, job::exitCode);
    assertTrue(lost.getMessage().contains("gone"), lost.getMessage());
  }

  private WarmJob job(Duration silence) throws IOException {
    SocketChannel out = connected();
    stdout = listener.accept();
    SocketChannel err = connected();
    listener.accept();
    control = connected();
    keeper = listener.accept();
    return new WarmJob("job", out, err, control, silence);
  }

  private SocketChannel connected() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(folder.resolve("s")));
    return channel;
  }

  private void say(String line) throws IOException {
    keeper.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
  }
}
