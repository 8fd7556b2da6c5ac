package dev.nightshift.activities;

import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Converter;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Temporal server on a free port, for as long as a test needs it. */
public final class TemporalServer implements AutoCloseable {
  private static final Duration HEALTHY_WITHIN = Duration.ofSeconds(30);

  private final Process process;
  private final WorkflowServiceStubs service;

  private TemporalServer(Process process, WorkflowServiceStubs service) {
    this.process = process;
    this.service = service;
  }

  /** Starts it with its state in the folder; {@code more} are further arguments. */
  public static TemporalServer start(Path folder, String... more) throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.addAll(List.of(executable(), "server", "start-dev", "--headless"));
    command.addAll(List.of("--ip", "127.0.0.1", "--port", String.valueOf(port)));
    command.addAll(List.of("--db-filename", folder.resolve("temporal.db").toString()));
    command.addAll(List.of("--log-level", "error"));
    for (SearchAttributeKey<?> key : Attributes.ALL) {
      command.addAll(List.of("--search-attribute", key.getName() + "=" + typeOf(key)));
    }
    command.addAll(List.of(more));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("temporal.log").toFile())
            .start();
    try {
      return new TemporalServer(process, connected("127.0.0.1:" + port));
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  public WorkflowClient client() {
    return WorkflowClient.newInstance(
        service, WorkflowClientOptions.newBuilder().setDataConverter(Converter.data()).build());
  }

  @Override
  public void close() {
    service.shutdownNow();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static WorkflowServiceStubs connected(String target) {
    return WorkflowServiceStubs.newConnectedServiceStubs(
        WorkflowServiceStubsOptions.newBuilder().setTarget(target).build(), HEALTHY_WITHIN);
  }

  private static String executable() throws IOException {
    Path toolchain = Home.of(System.getenv()).toolchain();
    return Converter.json()
        .readTree(toolchain.toFile())
        .path("parts")
        .path("temporal")
        .path("path")
        .asText();
  }

  private static String typeOf(SearchAttributeKey<?> key) {
    return switch (key.getValueType()) {
      case INDEXED_VALUE_TYPE_KEYWORD -> "Keyword";
      case INDEXED_VALUE_TYPE_KEYWORD_LIST -> "KeywordList";
      default -> throw new IllegalStateException("an attribute of another type: " + key);
    };
  }

  /** Nobody else is given it for a minute: a connection to it was just closed on its side. */
  private static int freePort() throws IOException {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket calling = new Socket(listening.getInetAddress(), listening.getLocalPort());
        Socket called = listening.accept()) {
      called.close();
      return listening.getLocalPort();
    }
  }
}
