package dev.nightshift.starter.local;

import dev.nightshift.starter.memory.MemoryServer;
import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.durable.Attributes;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.common.SearchAttributeKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Temporal server in one process on loopback: a real one with its UI, its state in one file. */
public final class DevServer implements AutoCloseable {
  private static final int SECONDS_TO_START = 180;

  /**
   * By default the one shard of such a server hands on twenty tasks a second: each step of a flow
   * waits twice for the next twentieth. And its file is forced to the disk once for a change
   * instead of several times; a change is as safe either way.
   */
  private static final List<String> QUICK =
      List.of(
          "--dynamic-config-value",
          "history.transferProcessorMaxPollRPS=1000",
          "--sqlite-pragma",
          "journal_mode=WAL",
          "--sqlite-pragma",
          "synchronous=FULL");

  private final Companion process;
  private final int port;
  private final String ui;

  private DevServer(Companion process, int port, String ui) {
    this.process = process;
    this.port = port;
    this.ui = ui;
  }

  /** Starts it, and returns at once; {@link #awaitReady} waits for it. Port 0 takes a free one. */
  public static DevServer start(
      Path executable, Path state, Path log, int port, int uiPort, List<String> namespaces) {
    int chosen = port > 0 ? port : freePort();
    int chosenUi = uiPort > 0 ? uiPort : freePort();
    List<String> argv =
        new ArrayList<>(
            List.of(
                executable.toString(),
                "server",
                "start-dev",
                "--ip",
                "127.0.0.1",
                "--ui-ip",
                "127.0.0.1",
                "--port",
                String.valueOf(chosen),
                "--ui-port",
                String.valueOf(chosenUi),
                "--db-filename",
                state.toString(),
                "--log-level",
                "error"));
    argv.addAll(QUICK);
    for (String namespace : namespaces) {
      argv.addAll(List.of("--namespace", namespace));
    }
    for (SearchAttributeKey<?> key : Attributes.ALL) {
      argv.addAll(List.of("--search-attribute", key.getName() + "=" + word(key.getValueType())));
    }
    // Without this the server asks its maker once a day whether there is a newer version.
    Map<String, String> environment = Map.of("TEMPORAL_VERSION_CHECK_DISABLED", "1");
    Companion process =
        Companion.start(
            "Temporal server", argv, environment, state.toAbsolutePath().getParent(), log);
    return new DevServer(process, chosen, "http://127.0.0.1:" + chosenUi);
  }

  /** One that keeps all in memory, for a machine that has no other; without a UI. */
  public static DevServer inMemory(Path log, int port) {
    int chosen = port > 0 ? port : freePort();
    Companion process =
        Companion.start(
            "in-memory Temporal server",
            Companion.ours(MemoryServer.class.getName(), List.of(String.valueOf(chosen))),
            Map.of(),
            log.toAbsolutePath().getParent(),
            log);
    return new DevServer(process, chosen, "");
  }

  public DevServer awaitReady() throws InterruptedException {
    try (Temporal temporal =
        Temporal.connect(Map.of("TEMPORAL_ADDRESS", address(), "TEMPORAL_NAMESPACE", "default"))) {
      process.await(() -> temporal.answers(Duration.ofMillis(500)), SECONDS_TO_START);
    }
    return this;
  }

  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Empty where all is in memory. */
  public Optional<String> ui() {
    return ui.isEmpty() ? Optional.empty() : Optional.of(ui);
  }

  Companion process() {
    return process;
  }

  @Override
  public void close() {
    process.close();
  }

  /**
   * A port that nobody listens on now, and that the system gives nobody else for a minute: a
   * connection to it was just closed on its side, and only who asks for it by number may have it.
   */
  public static int freePort() {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket calling = new Socket(listening.getInetAddress(), listening.getLocalPort());
        Socket called = listening.accept()) {
      called.close();
      return listening.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no free port on loopback", e);
    }
  }

  private static String word(IndexedValueType type) {
    return type == IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST ? "KeywordList" : "Keyword";
  }
}
