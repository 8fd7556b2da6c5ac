package dev.nightshift.activities.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ledger.LedgerFlow;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerExpiryTest {
  @Test
  void a_claim_that_nobody_touched_for_two_weeks_is_claimed_anew() {
    TestEnvironmentOptions options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Converter.data()).build())
            .registerSearchAttribute(
                Attributes.KIND.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
            .registerSearchAttribute(
                Attributes.PROJECT.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
            .build();
    try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options)) {
      environment.newWorker("q").registerWorkflowImplementationTypes(LedgerFlow.class);
      environment.start();
      LedgerClaims claims = new LedgerClaims(environment.getWorkflowClient(), "q", owner -> true);
      String told = Ids.told("source:orders");
      claims.rememberEach("shop", Map.of(told, "since then", "said/1", "yes"));
      assertTrue(claims.claim("shop", "k", "first", "").yours());
      environment.sleep(Duration.ofDays(13));
      assertFalse(claims.claim("shop", "k", "other", "").yours());
      assertEquals("since then", claims.recall("shop", told));
      environment.sleep(Duration.ofDays(2));
      assertTrue(claims.claim("shop", "k", "other", "").yours());
      assertEquals("", claims.recall("shop", told), "no report told of it for two weeks");
      assertEquals("yes", claims.recall("shop", "said/1"));
    }
  }
}
