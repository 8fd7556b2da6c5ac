package dev.nightshift.starter.memory;

import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.ledger.LedgerClaims;
import dev.nightshift.worker.NightWorker;
import dev.nightshift.worker.Temporal;
import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Ids;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.testservice.v1.SleepRequest;
import io.temporal.api.testservice.v1.TestServiceGrpc;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.client.WorkflowOptions;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MemoryServerTest {
  private static final String OPEN = "ExecutionStatus = 'Running'";
  private MemoryServer server;
  private Temporal temporal;

  @BeforeEach
  void start() throws Exception {
    server = MemoryServer.start(0);
    temporal = Temporal.connect(Map.of("TEMPORAL_ADDRESS", server.address()));
  }

  @AfterEach
  void stop() {
    temporal.close();
    server.close();
  }

  @Test
  void it_listens_on_loopback_alone() {
    assertTrue(
        server.listensOn().stream()
            .allMatch(socket -> ((InetSocketAddress) socket).getAddress().isLoopbackAddress()));
  }

  @Test
  void nobody_can_skip_time() {
    var skips =
        TestServiceGrpc.newBlockingStub(
            temporal.client().getWorkflowServiceStubs().getRawChannel());
    assertEquals(
        Status.Code.UNIMPLEMENTED,
        assertThrows(
                StatusRuntimeException.class,
                () -> skips.unlockTimeSkippingWithSleep(SleepRequest.getDefaultInstance()))
            .getStatus()
            .getCode());
  }

  @Test
  void it_knows_which_attributes_were_registered() {
    assertEquals(Attributes.ALL.size(), temporal.missingAttributes().size());
    temporal.registerAttributes();
    assertEquals(Map.of(), temporal.missingAttributes());
    temporal.registerAttributes();
  }

  @Test
  void flows_are_listed_while_they_run() {
    Stream.of("a", "b", "c").forEach(this::begin);
    assertEquals(Set.of("a", "b", "c"), Set.copyOf(open()));
    temporal.client().newUntypedWorkflowStub("b").terminate("enough");
    assertEquals(Set.of("a", "c"), Set.copyOf(open()));
    List<String> all = ids(list("WorkflowType = 'Asking'", 0, null));
    assertEquals(List.of(3, 2), List.of(all.size(), all.indexOf("b")), all::toString);
    assertEquals(List.of(), ids(list("WorkflowType = 'Other'", 0, null)));
  }

  @Test
  void a_long_list_comes_in_pages() {
    Stream.of("a", "b", "c").forEach(this::begin);
    ListWorkflowExecutionsResponse first = list(OPEN, 2, null);
    ListWorkflowExecutionsResponse second = list(OPEN, 2, first);
    assertEquals(List.of(2, 1), List.of(ids(first).size(), ids(second).size()));
    assertEquals(
        Set.of("a", "b", "c"),
        Stream.of(first, second).flatMap(page -> ids(page).stream()).collect(toSet()));
    assertTrue(second.getNextPageToken().isEmpty());
  }

  @Test
  void a_query_that_it_does_not_understand_is_refused_not_answered_wrongly() {
    StatusRuntimeException refused =
        assertThrows(
            StatusRuntimeException.class, () -> list("NightshiftProject = 'shop'", 0, null));
    assertEquals(Status.Code.INVALID_ARGUMENT, refused.getStatus().getCode());
  }

  /** Without care for it the second claim waits for ever for the worker that has gone. */
  @Test
  @Timeout(30)
  void a_flow_goes_on_with_the_next_worker() {
    temporal.registerAttributes();
    LedgerClaims claims = new LedgerClaims(temporal.client());
    NightWorker.Steps none = new NightWorker.Steps(List.of(), List.of(), 1, List.of());
    try (NightWorker first = NightWorker.start(temporal.client(), none)) {
      assertEquals("kim", claims.claim("shop", "key", "kim", "/pulls/1").owner(), first::toString);
    }
    try (NightWorker second = NightWorker.start(temporal.client(), none)) {
      assertEquals("kim", claims.claim("shop", "key", "lee", "").owner(), second::toString);
    }
    assertEquals(List.of(Ids.ledger("shop")), open());
  }

  private void begin(String id) {
    temporal
        .client()
        .newUntypedWorkflowStub(
            "Asking",
            WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue("nobody's").build())
        .start();
  }

  /** As the janitor asks. */
  private List<String> open() {
    return temporal
        .client()
        .listExecutions(OPEN)
        .map(one -> one.getExecution().getWorkflowId())
        .toList();
  }

  private ListWorkflowExecutionsResponse list(
      String query, int size, ListWorkflowExecutionsResponse before) {
    var request =
        ListWorkflowExecutionsRequest.newBuilder()
            .setNamespace("default")
            .setQuery(query)
            .setPageSize(size);
    if (before != null) {
      request.setNextPageToken(before.getNextPageToken());
    }
    return temporal
        .client()
        .getWorkflowServiceStubs()
        .blockingStub()
        .listWorkflowExecutions(request.build());
  }

  private static List<String> ids(ListWorkflowExecutionsResponse answer) {
    return answer.getExecutionsList().stream()
        .map(one -> one.getExecution().getWorkflowId())
        .toList();
  }
}
