package dev.nightshift.activities.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.TemporalServer;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.ledger.LedgerFlow;
import dev.nightshift.workflows.ports.Claims.Holder;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class LedgerClaimsTest {
  private static final String QUEUE = "ledger-test";

  @TempDir static Path folder;
  private static TemporalServer server;
  private static WorkflowClient client;
  private static WorkerFactory worker;

  private final LedgerClaims claims = new LedgerClaims(client, QUEUE, owner -> true);

  @BeforeAll
  static void start() throws IOException {
    // So small that a few dozen claims make the ledger continue as new.
    server =
        TemporalServer.start(
            folder, "--dynamic-config-value", "limit.historyCount.suggestContinueAsNew=120");
    client = server.client();
    worker = newWorker();
  }

  @AfterAll
  static void stop() {
    worker.shutdownNow();
    server.close();
  }

  @Test
  void of_two_hundred_claims_of_one_key_at_once_one_wins() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(200);
    try {
      List<Future<Holder>> answers = new ArrayList<>();
      for (int n = 0; n < 200; n++) {
        String owner = "fix/shop/" + n;
        answers.add(threads.submit(() -> patiently("crowd", "cause/1", owner)));
      }
      List<Holder> holders = new ArrayList<>();
      for (Future<Holder> answer : answers) {
        holders.add(answer.get(120, TimeUnit.SECONDS));
      }
      assertEquals(1, holders.stream().filter(Holder::yours).count());
      Set<String> owners = holders.stream().map(Holder::owner).collect(Collectors.toSet());
      assertEquals(1, owners.size(), "everybody is told the same winner");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void a_claim_outlives_its_worker() throws InterruptedException {
    assertTrue(claims.claim("outlives", "k", "first", "a note").yours());
    worker.shutdownNow();
    worker.awaitTermination(20, TimeUnit.SECONDS);
    worker = newWorker();
    assertEquals(new Holder("first", "a note", false), claims.claim("outlives", "k", "other", ""));
  }

  @Test
  void several_words_are_kept_and_found_at_once_and_those_of_no_key_are_none() {
    assertEquals(
        Map.of(), claims.recallEach("several", List.of("told/1")), "nothing was ever kept");
    claims.rememberEach("several", Map.of("told/1", "one", "told/2", "two"));
    claims.remember("several", "told/3", "three");
    assertEquals(
        Map.of("told/1", "one", "told/3", "three"),
        claims.recallEach("several", List.of("told/1", "told/3", "told/4")));
    claims.rememberEach("several", Map.of("told/1", "again"));
    assertEquals("again", claims.recall("several", "told/1"));
  }

  @Test
  void a_ledger_that_is_cancelled_forgets_nothing() {
    assertTrue(claims.claim("cancelled", "k", "first", "a note").yours());
    client.newUntypedWorkflowStub(Ids.ledger("cancelled")).cancel();
    assertEquals(new Holder("first", "a note", false), claims.claim("cancelled", "k", "other", ""));
  }

  @Test
  void what_was_released_by_its_owner_can_be_claimed_again_and_again() {
    assertTrue(claims.claim("release", "k", "first", "").yours());
    claims.release("release", "k", "other");
    assertFalse(claims.claim("release", "k", "other", "").yours());
    claims.release("release", "k", "first");
    assertTrue(claims.claim("release", "k", "other", "").yours());
    assertFalse(claims.claim("release", "k", "first", "").yours());
  }

  @Test
  void what_a_flow_held_that_was_stopped_is_taken_over_unless_it_left_a_note() {
    LedgerClaims asking =
        new LedgerClaims(client, QUEUE, owner -> LedgerClaims.stillRuns(client, owner));
    WorkflowStub owner = anyFlow("fix/shop/stopped");
    String id = owner.getExecution().getWorkflowId();
    assertTrue(asking.claim("stopped", "bare", id, "").yours());
    assertTrue(asking.claim("stopped", "published", id, "/pulls/7").yours());
    assertEquals(new Holder(id, "", false), asking.claim("stopped", "bare", "next", ""));

    owner.terminate("a server does this to a flow that is too large");

    assertEquals(new Holder("next", "", true), asking.claim("stopped", "bare", "next", ""));
    assertEquals(
        new Holder(id, "/pulls/7", false), asking.claim("stopped", "published", "next", ""));
  }

  @Test
  void a_flow_that_the_server_has_forgotten_holds_nothing() {
    assertTrue(claims.claim("forgotten", "k", "fix/shop/long-ago", "").yours());
    LedgerClaims asking =
        new LedgerClaims(client, QUEUE, owner -> LedgerClaims.stillRuns(client, owner));
    assertTrue(asking.claim("forgotten", "k", "next", "").yours());
  }

  @Test
  void who_holds_the_keys_that_begin_alike_is_told() {
    assertEquals(Map.of(), claims.held("alike", "job/"), "nothing was ever claimed");
    claims.claim("alike", "job/7/101", "first", "");
    claims.claim("alike", "job/8/102", "second", "");
    claims.claim("alike", "cause/7", "first", "");
    claims.release("alike", "job/8/102", "second");
    assertEquals(Map.of("job/7/101", "first"), claims.held("alike", "job/"));
  }

  @Test
  void words_are_kept_whoever_asks_and_the_last_ones_count() {
    assertEquals("", claims.recall("words", "said/7"), "nothing was ever said");
    claims.remember("words", "said/7", "known");
    claims.remember("words", "said/7", "source");
    assertEquals("source", claims.recall("words", "said/7"));
    assertEquals("", claims.recall("words", "said/8"));
  }

  @Test
  void releasing_where_nothing_was_ever_claimed_is_done() {
    claims.release("never", "k", "first");
  }

  @Test
  void a_claim_that_cannot_be_meant_is_refused_with_its_kind() {
    assertEquals(ErrorKind.BAD_INPUT, kindOf(() -> claims.claim("bad", " ", "first", "")));
    assertEquals(
        ErrorKind.TOO_LARGE, kindOf(() -> claims.claim("bad", "k".repeat(301), "first", "")));
  }

  @Test
  void a_ledger_that_continues_as_new_keeps_its_entries() {
    claims.claim("long", "kept", "first", "a note");
    String before = runOf("long");
    Instant deadline = Instant.now().plus(Duration.ofSeconds(90));
    for (int n = 0; runOf("long").equals(before) && Instant.now().isBefore(deadline); n++) {
      patiently("long", "k" + n, "first");
    }
    assertNotEquals(before, runOf("long"), "it never continued as new");
    Ledger ledger = client.newWorkflowStub(Ledger.class, Ids.ledger("long"));
    assertEquals("a note", ledger.entries().get("kept").note());
    assertEquals(new Holder("first", "a note", false), patiently("long", "kept", "somebody else"));
  }

  /** As Temporal does with an activity that fails as UNAVAILABLE, without its back-off. */
  private Holder patiently(String project, String key, String owner) {
    Instant deadline = Instant.now().plus(Duration.ofSeconds(100));
    while (true) {
      try {
        return claims.claim(project, key, owner, "");
      } catch (RuntimeException e) {
        if (ErrorKind.of(e) != ErrorKind.UNAVAILABLE || Instant.now().isAfter(deadline)) {
          throw e;
        }
      }
    }
  }

  private static WorkflowStub anyFlow(String id) {
    Ledger flow =
        client.newWorkflowStub(
            Ledger.class,
            WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(QUEUE).build());
    WorkflowClient.start(flow::run, Ledger.State.empty());
    return WorkflowStub.fromTyped(flow);
  }

  private static String runOf(String project) {
    return client.newUntypedWorkflowStub(Ids.ledger(project)).describe().getExecution().getRunId();
  }

  private static WorkerFactory newWorker() {
    WorkerFactory factory = WorkerFactory.newInstance(client);
    factory.newWorker(QUEUE).registerWorkflowImplementationTypes(LedgerFlow.class);
    factory.start();
    return factory;
  }

  private static ErrorKind kindOf(org.junit.jupiter.api.function.Executable work) {
    return ErrorKind.of(assertThrows(RuntimeException.class, work));
  }
}
