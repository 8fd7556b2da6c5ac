package dev.nightshift.activities.ledger;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ledger.LedgerFlow;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Duration;
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
      assertTrue(claims.claim("shop", "k", "first", "").yours());
      environment.sleep(Duration.ofDays(13));
      assertFalse(claims.claim("shop", "k", "other", "").yours());
      environment.sleep(Duration.ofDays(2));
      assertTrue(claims.claim("shop", "k", "other", "").yours());
    }
  }
}
