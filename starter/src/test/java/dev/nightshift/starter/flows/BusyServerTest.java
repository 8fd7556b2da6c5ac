package dev.nightshift.starter.flows;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.RemediationRequest;
import io.grpc.HandlerRegistry;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that has too much to do says so at once. */
class BusyServerTest {
  /** So long that a slow machine asks more than six times, and the client by itself does not. */
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private final AtomicInteger starts = new AtomicInteger();
  private Server server;

  @BeforeEach
  void open() throws Exception {
    server = ServerBuilder.forPort(0).fallbackHandlerRegistry(new Exhausted()).build().start();
  }

  @AfterEach
  void close() {
    server.shutdownNow();
  }

  @Test
  void it_is_asked_again_soon_for_as_long_as_the_sender_has_patience() {
    try (Temporal temporal =
        Temporal.connectBriefly(Map.of("TEMPORAL_ADDRESS", "127.0.0.1:" + server.getPort()))) {
      TemporalFlows flows = new TemporalFlows(temporal.client(), PATIENCE);
      assertThrows(TemporalAway.class, () -> flows.start(request()));
    }
    // By itself the client sleeps for a second before it asks once more, then for two.
    assertTrue(starts.get() > 6, starts::toString);
  }

  private static RemediationRequest request() {
    return new RemediationRequest(
        "shop",
        "acme/shop",
        "1",
        "",
        "test",
        new Location("shop", "1", null, null),
        "rules",
        null,
        null);
  }

  /** All but starts it has time for: an answer without anything in it. */
  private final class Exhausted extends HandlerRegistry {
    @Override
    public ServerMethodDefinition<?, ?> lookupMethod(String name, String authority) {
      MethodDescriptor<InputStream, InputStream> method =
          MethodDescriptor.<InputStream, InputStream>newBuilder()
              .setType(MethodDescriptor.MethodType.UNARY)
              .setFullMethodName(name)
              .setRequestMarshaller(new Bytes())
              .setResponseMarshaller(new Bytes())
              .build();
      return ServerMethodDefinition.create(
          method, (call, headers) -> listener(call, name.endsWith("/StartWorkflowExecution")));
    }

    private ServerCall.Listener<InputStream> listener(
        ServerCall<InputStream, InputStream> call, boolean start) {
      call.request(1);
      return new ServerCall.Listener<>() {
        @Override
        public void onHalfClose() {
          if (start) {
            starts.incrementAndGet();
            call.close(Status.RESOURCE_EXHAUSTED, new Metadata());
            return;
          }
          call.sendHeaders(new Metadata());
          call.sendMessage(InputStream.nullInputStream());
          call.close(Status.OK, new Metadata());
        }
      };
    }
  }

  private static final class Bytes implements MethodDescriptor.Marshaller<InputStream> {
    @Override
    public InputStream stream(InputStream value) {
      return value;
    }

    @Override
    public InputStream parse(InputStream stream) {
      return new ByteArrayInputStream(new byte[0]);
    }
  }
}
