package dev.nightshift.activities.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ledger.LedgerFlow;
import dev.nightshift.workflows.ports.Purse.Share;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerExpiryTest {
  @TempDir Path folder;

  @Test
  void a_claim_that_nobody_touched_for_two_weeks_is_claimed_anew() {
    try (TestWorkflowEnvironment environment = environment()) {
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

  @Test
  void the_money_of_a_day_is_shared_until_it_is_gone_and_there_is_new_the_next_day()
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("nightshift.yml"),
            """
            projects:
              - name: shop
                repository: acme/shop
                warehouse: {kind: duckdb, path: shop.duckdb}
                policy: {max_dollars_a_day: 8}
            """);
    try (TestWorkflowEnvironment environment = environment()) {
      LedgerPurse purse =
          new LedgerPurse(SettingsFile.read(file, Map.of()), environment.getWorkflowClient(), "q");
      toMorning(environment);
      assertEquals(new Share(5, 8), purse.take("shop", "first", 5));
      assertEquals(new Share(5, 8), purse.take("shop", "first", 5), "asked again, it has it");
      assertEquals(new Share(3, 8), purse.take("shop", "second", 5));
      assertEquals(new Share(0, 8), purse.take("shop", "third", 5));
      purse.spent("shop", "first", 0.5);
      assertEquals(new Share(4.5, 8), purse.take("shop", "third", 5));
      environment.sleep(Duration.ofDays(1));
      assertEquals(new Share(5, 8), purse.take("shop", "fourth", 5));
      // A session that began yesterday spends of yesterday.
      purse.spent("shop", "second", 1);
      assertEquals(new Share(3, 8), purse.take("shop", "fifth", 5));
      purse.spent("shop", "fifth", -100);
      assertEquals(new Share(3, 8), purse.take("shop", "sixth", 5), "nobody brings money");
    }
  }

  private static void toMorning(TestWorkflowEnvironment environment) {
    long day = Duration.ofDays(1).toMillis();
    environment.sleep(Duration.ofMillis(day - environment.currentTimeMillis() % day + 1000));
  }

  private static TestWorkflowEnvironment environment() {
    TestEnvironmentOptions options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder().setDataConverter(Converter.data()).build())
            .registerSearchAttribute(
                Attributes.KIND.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
            .registerSearchAttribute(
                Attributes.PROJECT.getName(), IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD)
            .build();
    TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(options);
    environment.newWorker("q").registerWorkflowImplementationTypes(LedgerFlow.class);
    environment.start();
    return environment;
  }
}
