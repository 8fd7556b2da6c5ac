package dev.nightshift.activities.headless;

import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Models.ToolShape;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.SyncToolSpecification;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way from a cage to tools of ours: a Unix socket, at which each visitor finds a server of the
 * Model Context Protocol. Calls of all of them are done one after another.
 */
final class ToolDoor implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ToolDoor.class);

  /** The server's name, which stands before the name of each tool. */
  static final String NAME = "nightshift";

  private static final String INSTRUCTIONS =
      "Tools for the project whose files you edit. They see your files as they are now; what they"
          + " run, they run in a sandbox.";

  private static final JacksonMcpJsonMapper JSON = new JacksonMcpJsonMapper(Converter.json());
  private static final int SECONDS_TO_END = 20;
  private static final int LONGEST_LINE = 1 << 20;

  /** An agent has one, or a few where it has helpers of its own. */
  private static final int MOST_VISITORS = 8;

  private static final Done OVER = new Done("Not done: the session is over.", true);

  private final List<ToolShape> shapes;
  private final Hands hands;
  private final Silence silence;
  private final ExecutorService calls = Threads.one("agent's tool");
  private Reception reception;

  private ToolDoor(List<ToolShape> shapes, Hands hands, Silence silence) {
    this.shapes = shapes;
    this.hands = hands;
    this.silence = silence;
  }

  /** What does what was asked for. */
  @FunctionalInterface
  interface Hands {
    Done use(String tool, Map<String, Object> arguments);
  }

  /** What came of it, for the model. */
  record Done(String text, boolean failed) {}

  static ToolDoor open(Path socket, List<ToolShape> shapes, Hands hands, Silence silence)
      throws IOException {
    ToolDoor door = new ToolDoor(shapes, hands, silence);
    door.reception = Reception.open(socket, MOST_VISITORS, door::talk);
    return door;
  }

  private void talk(SocketChannel visitor) throws IOException {
    Wire wire = new Wire(visitor);
    McpSyncServer server =
        McpServer.sync(new StdioServerTransportProvider(JSON, wire.in(), wire.out(), LONGEST_LINE))
            .serverInfo(NAME, "1")
            .instructions(INSTRUCTIONS)
            .capabilities(ServerCapabilities.builder().tools(false).build())
            // Each tool reads its arguments itself, and says what is wrong with them.
            .jsonSchemaValidator((schema, value) -> ValidationResponse.asValid(null))
            .validateToolInputs(false)
            .tools(shapes.stream().map(this::tool).toList())
            .build();
    try {
      wire.awaitEnd();
    } finally {
      server.close();
    }
  }

  private SyncToolSpecification tool(ToolShape shape) {
    return SyncToolSpecification.builder()
        .tool(
            Tool.builder(shape.name(), JSON, shape.schema())
                .description(shape.description())
                .build())
        .callHandler((exchange, asked) -> called(shape.name(), asked.arguments()))
        .build();
  }

  private CallToolResult called(String tool, Map<String, Object> arguments) {
    Done done;
    try (Silence.Work work = silence.work()) {
      done = calls.submit(() -> hands.use(tool, arguments)).get();
    } catch (ExecutionException defect) {
      log.error("the tool {} broke", tool, defect.getCause());
      done = new Done("Not done: " + tool + " broke, which is no fault of yours.", true);
    } catch (CancellationException | RejectedExecutionException over) {
      done = OVER;
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
      done = OVER;
    }
    return CallToolResult.builder().addTextContent(done.text()).isError(done.failed()).build();
  }

  /** A tool that is at work is interrupted; when this returns, none is. */
  @Override
  public void close() {
    // What waited for its turn would wait for ever: it is not begun any more, nor cancelled.
    calls.shutdownNow().forEach(call -> ((Future<?>) call).cancel(true));
    reception.close();
    boolean interrupted = Thread.interrupted();
    try {
      if (!calls.awaitTermination(SECONDS_TO_END, TimeUnit.SECONDS)) {
        log.warn("a tool of an agent does not end");
      }
    } catch (InterruptedException again) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
