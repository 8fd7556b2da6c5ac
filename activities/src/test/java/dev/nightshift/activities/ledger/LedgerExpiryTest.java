package dev.nightshift.activities.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.SettingsFile;
import dev.nightshift.workflows.durable.Attributes;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ledger.Ledger;
import dev.nightshift.workflows.ledger.LedgerFlow;
import dev.nightshift.workflows.ports.Purse.Share;
import dev.nightshift.workflows.values.Effort;
import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Measure;
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
  private static final Effort WANTED = new Effort(5, 2000, 60, 1800);

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
    try (TestWorkflowEnvironment environment = environment()) {
      LedgerPurse purse = purse(environment, "max_dollars_a_day: 8");
      toMorning(environment);
      assertEquals(5, dollars(purse, "first"));
      assertEquals(5, dollars(purse, "first"), "asked again, it has it");
      assertEquals(3, dollars(purse, "second"));
      Share third = purse.take("shop", "third", WANTED);
      assertEquals(0, third.had().dollars());
      assertEquals(Measure.DOLLARS, third.lacking());
      assertEquals(Limits.ofDollars(8), third.ofTheDay());
      purse.spent("shop", "first", Effort.ofDollars(0.5));
      assertEquals(4.5, dollars(purse, "third"));
      environment.sleep(Duration.ofDays(1));
      assertEquals(5, dollars(purse, "fourth"));
      // A session that began yesterday spends of yesterday.
      purse.spent("shop", "second", Effort.ofDollars(1));
      assertEquals(3, dollars(purse, "fifth"));
      purse.spent("shop", "fifth", new Effort(-100, -100, -100, -100));
      assertEquals(3, dollars(purse, "sixth"), "nobody brings money");
    }
  }

  @Test
  void so_are_tokens_turns_and_time_each_by_itself() throws IOException {
    try (TestWorkflowEnvironment environment = environment()) {
      LedgerPurse purse =
          purse(environment, "max_tokens_a_day: 3500, max_turns_a_day: 100, max_time_a_day: 1h");
      toMorning(environment);
      assertEquals(WANTED, purse.take("shop", "first", WANTED).had());
      assertEquals(WANTED, purse.take("shop", "first", WANTED).had(), "asked again, it has it");
      assertEquals(
          new Effort(5, 1500, 40, 1800), purse.take("shop", "second", WANTED).had(), "the rest");
      assertEquals(Measure.TOKENS, purse.take("shop", "third", WANTED).lacking());
      purse.spent("shop", "second", new Effort(0, 500, 40, 1700));
      assertEquals(Measure.TURNS, purse.take("shop", "third", WANTED).lacking());
      purse.spent("shop", "first", new Effort(0, 2000, 59, 1900));
      assertEquals(Measure.SECONDS, purse.take("shop", "third", WANTED).lacking());
      purse.spent("shop", "first", new Effort(0, 2000, 59, 1890));
      assertEquals(
          new Effort(5, 1000, 1, 10), purse.take("shop", "third", WANTED).had(), "what is left");
    }
  }

  @Test
  void what_an_earlier_build_set_aside_is_money_alone() throws IOException {
    try (TestWorkflowEnvironment environment = environment()) {
      LedgerPurse purse = purse(environment, "max_dollars_a_day: 8, max_turns_a_day: 100");
      toMorning(environment);
      purse.take("shop", "first", new Effort(1, 1, 1, 1));
      Ledger ledger =
          environment.getWorkflowClient().newWorkflowStub(Ledger.class, Ids.ledger("shop"));
      assertEquals(5, ledger.take("earlier", 5, 8));
      assertEquals(2, dollars(purse, "second"));
      ledger.spent("earlier", 0.5);
      assertEquals(new Effort(4.5, 0, 39, 0), purse.take("shop", "third", WANTED).had());
      Share of = purse.take("shop", "an earlier build's question", Effort.ofDollars(0.5));
      assertEquals(Effort.NONE, of.had());
      purse.spent("shop", "third", new Effort(Double.NaN, 1, 1, 1));
      Share little = purse.take("shop", "fourth", Effort.ofDollars(0.001));
      assertEquals(Measure.DOLLARS, little.lacking(), "for so little no model says a word");
      Share again = purse.take("shop", "earlier", WANTED);
      assertEquals(Effort.ofDollars(0.5), again.had());
      assertNull(again.lacking(), "nothing was said of the rest");
    }
  }

  private static double dollars(LedgerPurse purse, String session) {
    return purse.take("shop", session, WANTED).had().dollars();
  }

  private LedgerPurse purse(TestWorkflowEnvironment environment, String policy) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("nightshift.yml"),
            """
            projects:
              - name: shop
                repository: acme/shop
                warehouse: {kind: duckdb, path: shop.duckdb}
                policy: {%s}
            """
                .formatted(policy));
    return new LedgerPurse(SettingsFile.read(file, Map.of()), environment.getWorkflowClient(), "q");
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
