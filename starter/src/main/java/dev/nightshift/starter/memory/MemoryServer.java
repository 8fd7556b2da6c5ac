package dev.nightshift.starter.memory;

import dev.nightshift.worker.Temporal;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.temporal.client.WorkflowOptions;
import io.temporal.internal.testservice.TestServicesStarter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The SDK's in-memory server on a port of loopback, where clients find it as they find any other.
 * It is the one of the SDK's tests: good for looking at Nightshift, not for relying on it.
 */
public final class MemoryServer implements AutoCloseable {
  /** What a person goes without. */
  public static final String WITHOUT =
      "no web UI, no schedules, no worker versioning, and nothing survives its end";

  public static final String REMEDY =
      "./nightshift toolchain add temporal gets a real server, or says what that needs";

  private static final int SECONDS_TO_STOP = 5;

  private final TestServicesStarter inside;
  private final Server server;

  private MemoryServer(TestServicesStarter inside, Server server) {
    this.inside = inside;
    this.server = server;
  }

  /**
   * Port 0 takes a free one. The SDK has a door of its own for this, which is open to the whole
   * network and lets clients skip time; so its services are taken and that one is left out.
   */
  public static MemoryServer start(int port) throws IOException {
    TestServicesStarter inside = new TestServicesStarter(true, 0);
    List<BindableService> skipsTime = List.of(inside.getTestService());
    NettyServerBuilder builder =
        NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    Answers answers = new Answers(inside.getWorkflowService());
    inside.getServices().stream()
        .filter(service -> !skipsTime.contains(service))
        .map(service -> answers.completed(service.bindService()))
        .forEach(builder::addService);
    return new MemoryServer(inside, builder.build().start());
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    warmUp();
    MemoryServer server = start(Integer.parseInt(arguments[0]));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close, "memory-server-stop"));
    server.server.awaitTermination();
  }

  /**
   * The first start of a flow loads most of a server's classes: it took 0.55 s where the next took
   * 0.2 s, and more than callers wait on a busy machine. So it is that of another server.
   */
  private static void warmUp() throws IOException {
    try (MemoryServer other = start(0);
        Temporal temporal = Temporal.connect(Map.of("TEMPORAL_ADDRESS", other.address()))) {
      temporal
          .client()
          .newUntypedWorkflowStub(
              "WarmUp", WorkflowOptions.newBuilder().setTaskQueue("warm-up").build())
          .start();
    }
  }

  public String address() {
    return "127.0.0.1:" + server.getPort();
  }

  List<? extends SocketAddress> listensOn() {
    return server.getListenSockets();
  }

  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    inside.close();
  }
}
