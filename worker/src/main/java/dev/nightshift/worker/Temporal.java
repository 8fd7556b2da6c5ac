package dev.nightshift.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.configuration.ConfigurationProblem;
import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Queues;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.IoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.enums.v1.TaskQueueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.ListSearchAttributesRequest;
import io.temporal.api.operatorservice.v1.OperatorServiceGrpc.OperatorServiceBlockingStub;
import io.temporal.api.taskqueue.v1.TaskQueue;
import io.temporal.api.workflowservice.v1.DescribeTaskQueueRequest;
import io.temporal.api.workflowservice.v1.GetSystemInfoRequest;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.SearchAttributeKey;
import io.temporal.envconfig.ClientConfigProfile;
import io.temporal.envconfig.LoadClientConfigProfileOptions;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.RpcRetryOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.serviceclient.rpcretry.DefaultStubServiceOperationRpcRetryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The connection to Temporal, by Temporal's own settings ({@code TEMPORAL_ADDRESS}, {@code
 * temporal.toml}), with our converter. Nothing is asked of the server until it is used.
 */
public final class Temporal implements AutoCloseable {
  /** What a server that keeps all in memory gives as its version; a real one gives a number. */
  public static final String IN_MEMORY = "in-memory";

  private static final String FILE = "TEMPORAL_CONFIG_FILE";

  /** A server that has just begun answers these slowly. */
  private static final int OPERATOR_SECONDS = 10;

  private static final long MILLIS_TO_END = 300;

  /** It logs what it throws as well, with a stack. Kept, or the setting goes with the logger. */
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  /**
   * Between two tries the client sleeps a second and more where the server has too much to do, also
   * where whoever asks has no more patience than half of that.
   */
  private static final RpcRetryOptions SOON =
      DefaultStubServiceOperationRpcRetryOptions.getBuilder()
          .setCongestionInitialInterval(Duration.ofMillis(50))
          .setMaximumInterval(Duration.ofMillis(100))
          .build();

  private final WorkflowServiceStubs stubs;
  private final WorkflowClient client;
  private final String address;

  /** Null where gRPC's own wait for the network, which are never ended. */
  private final IoEventLoopGroup waiting;

  private Temporal(
      WorkflowServiceStubs stubs, WorkflowClient client, String address, IoEventLoopGroup waiting) {
    this.stubs = stubs;
    this.client = client;
    this.address = address;
    this.waiting = waiting;
  }

  /** For a process that stays. */
  public static Temporal connect(Map<String, String> environment) {
    return connect(environment, null, null);
  }

  /** The same, counting what it does. */
  public static Temporal connect(Map<String, String> environment, Metrics metrics) {
    return connect(environment, null, metrics);
  }

  /**
   * For one question and its answer. A JVM that ends waits 0.3 s for threads that wait for the
   * network; this one's have ended by then.
   */
  public static Temporal connectBriefly(Map<String, String> environment) {
    return connect(
        environment, new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()), null);
  }

  private static Temporal connect(
      Map<String, String> environment, IoEventLoopGroup waiting, Metrics metrics) {
    GRPC.setLevel(Level.OFF);
    ClientConfigProfile profile = profile(environment);
    WorkflowServiceStubsOptions theirs = settings(profile);
    WorkflowServiceStubsOptions.Builder settings = WorkflowServiceStubsOptions.newBuilder(theirs);
    if (metrics != null) {
      settings.setMetricsScope(metrics.scope());
    }
    if (waiting != null) {
      settings.setRpcRetryOptions(SOON);
      settings.setChannelInitializer(
          channel -> {
            if (theirs.getChannelInitializer() != null) {
              theirs.getChannelInitializer().accept(channel);
            }
            ((NettyChannelBuilder) channel)
                .eventLoopGroup(waiting)
                .channelType(NioSocketChannel.class);
          });
    }
    WorkflowServiceStubsOptions options = settings.validateAndBuildWithDefaults();
    WorkflowServiceStubs stubs = stubs(options);
    WorkflowClientOptions clientOptions =
        WorkflowClientOptions.newBuilder(profile.toWorkflowClientOptions())
            .setDataConverter(Converter.data())
            .build();
    return new Temporal(
        stubs, WorkflowClient.newInstance(stubs, clientOptions), options.getTarget(), waiting);
  }

  private static WorkflowServiceStubs stubs(WorkflowServiceStubsOptions options) {
    try {
      return WorkflowServiceStubs.newServiceStubs(options);
    } catch (IllegalArgumentException wrong) {
      throw unusable(
          "TEMPORAL_ADDRESS", 0, "«" + options.getTarget() + "» is no address; it is HOST:PORT");
    }
  }

  public WorkflowClient client() {
    return client;
  }

  public String address() {
    return address;
  }

  /** Whether the server answers within the time. */
  public boolean answers(Duration within) {
    try {
      stubs
          .blockingStub()
          .withDeadlineAfter(within.toMillis(), TimeUnit.MILLISECONDS)
          .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
      return true;
    } catch (StatusRuntimeException away) {
      return false;
    }
  }

  /** Returns once the server answers, which the deadline of the gRPC context bounds. */
  public static void reach(WorkflowClient client) {
    client
        .getWorkflowServiceStubs()
        .blockingStub()
        .withWaitForReady()
        .getSystemInfo(GetSystemInfoRequest.getDefaultInstance());
  }

  /** Whether the server keeps all in memory, and so lacks what only a real one has. */
  public static boolean inMemory(WorkflowClient client) {
    return client
        .getWorkflowServiceStubs()
        .blockingStub()
        .getSystemInfo(GetSystemInfoRequest.getDefaultInstance())
        .getServerVersion()
        .equals(IN_MEMORY);
  }

  /** Of our queues, those on which no worker has asked for work of late; a few minutes are late. */
  public List<String> unpolled() {
    return Queues.ALL.stream().filter(queue -> !isPolled(queue)).toList();
  }

  private boolean isPolled(String queue) {
    return stubs
            .blockingStub()
            .describeTaskQueue(
                DescribeTaskQueueRequest.newBuilder()
                    .setNamespace(namespace(client))
                    .setTaskQueue(TaskQueue.newBuilder().setName(queue))
                    .setTaskQueueType(TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY)
                    .build())
            .getPollersCount()
        > 0;
  }

  /** What flows are looked up by and the server does not know yet. */
  public Map<String, IndexedValueType> missingAttributes() {
    return missingAttributes(client);
  }

  private static Map<String, IndexedValueType> missingAttributes(WorkflowClient client) {
    Map<String, IndexedValueType> there =
        operator(client)
            .listSearchAttributes(
                ListSearchAttributesRequest.newBuilder().setNamespace(namespace(client)).build())
            .getCustomAttributesMap();
    Map<String, IndexedValueType> missing = new TreeMap<>();
    for (SearchAttributeKey<?> key : Attributes.ALL) {
      if (!there.containsKey(key.getName())) {
        missing.put(key.getName(), key.getValueType());
      }
    }
    return missing;
  }

  /** The search attributes that are not there yet, registered; a flow that sets another hangs. */
  public void registerAttributes() {
    registerAttributes(client);
  }

  /** The same for whoever has the client alone. */
  public static void registerAttributes(WorkflowClient client) {
    Map<String, IndexedValueType> missing = missingAttributes(client);
    if (missing.isEmpty()) {
      return;
    }
    try {
      operator(client)
          .addSearchAttributes(
              AddSearchAttributesRequest.newBuilder()
                  .setNamespace(namespace(client))
                  .putAllSearchAttributes(missing)
                  .build());
    } catch (StatusRuntimeException e) {
      // Another process of ours registered them between the list and this call.
      if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
        throw e;
      }
    }
  }

  private static OperatorServiceBlockingStub operator(WorkflowClient client) {
    return OperatorServiceStubs.newServiceStubs(
            OperatorServiceStubsOptions.newBuilder()
                .setChannel(client.getWorkflowServiceStubs().getRawChannel())
                .validateAndBuildWithDefaults())
        .blockingStub()
        .withDeadlineAfter(OPERATOR_SECONDS, TimeUnit.SECONDS);
  }

  private static String namespace(WorkflowClient client) {
    return client.getOptions().getNamespace();
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    if (waiting != null) {
      waiting.shutdownGracefully(0, 0, TimeUnit.SECONDS).awaitUninterruptibly(MILLIS_TO_END);
    }
  }

  private static ClientConfigProfile profile(Map<String, String> environment) {
    String named = environment.getOrDefault(FILE, "");
    // The SDK goes to its usual address where the file that is named is not there.
    if (!named.isEmpty() && !Files.isReadable(Path.of(named))) {
      throw unusable(FILE, 0, "«" + named + "» is not there, or you may not read it");
    }
    String file = named.isEmpty() ? "temporal.toml" : named;
    try {
      return ClientConfigProfile.load(
          LoadClientConfigProfileOptions.newBuilder().setEnvOverrides(environment).build());
    } catch (JsonProcessingException broken) {
      int line = broken.getLocation() == null ? 0 : broken.getLocation().getLineNr();
      throw unusable(file, line, "this is not TOML: " + broken.getOriginalMessage());
    } catch (IOException unreadable) {
      throw unusable(file, 0, "it cannot be read: " + unreadable.getMessage());
    } catch (IllegalArgumentException absent) {
      throw unusable("TEMPORAL_PROFILE", 0, absent.getMessage() + " of " + file);
    }
  }

  /** The SDK reads certificates and keys here, and wraps what it cannot read. */
  private static WorkflowServiceStubsOptions settings(ClientConfigProfile profile) {
    try {
      return profile.toWorkflowServiceStubsOptions();
    } catch (RuntimeException wrong) {
      if (wrong.getCause() == null) {
        throw wrong;
      }
      throw unusable(
          "TEMPORAL_TLS",
          0,
          "its certificates or its key cannot be used: " + wrong.getCause().getMessage());
    }
  }

  private static ConfigurationProblem unusable(String where, int line, String says) {
    return new ConfigurationProblem(
        List.of(new ConfigurationProblem.Problem(where, line, "", says)));
  }
}
