package dev.nightshift.workflows.durable;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import dev.nightshift.workflows.ports.Purse.Share;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Effort;
import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Measure;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Policy.Publish;
import dev.nightshift.workflows.values.Verdict;
import io.temporal.api.common.v1.Payload;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConverterTest {

  @Test
  void what_was_set_aside_of_a_day_before_anything_but_money_was_is_read() {
    assertEquals(
        new Share(Effort.ofDollars(5), Limits.ofDollars(8), null),
        read("{\"dollars\":5.0,\"ofTheDay\":8.0}", Share.class));
    assertEquals(
        Measure.DOLLARS, read("{\"dollars\":0.0,\"ofTheDay\":8.0}", Share.class).lacking());
    assertEquals(Effort.ofDollars(0.25), read("0.25", Effort.class));
    Effort all = new Effort(1.5, 2, 3, 4);
    assertEquals(
        all, read("{\"dollars\":1.5,\"tokens\":2,\"turns\":3,\"seconds\":4}", Effort.class));
  }

  @Test
  void what_a_newer_build_added_is_ignored() {
    Cause cause = read("{\"kind\":\"a\",\"verdict\":\"CODE\",\"mood\":{\"x\":[1]}}", Cause.class);
    assertEquals("a", cause.kind());
  }

  @Test
  void an_enum_constant_of_a_newer_build_becomes_the_declared_default() {
    assertEquals(Verdict.UNCLEAR, read("{\"verdict\":\"COSMIC\"}", Cause.class).verdict());
    assertEquals(Publish.ASK, read("{\"publish\":\"TELEPATHY\"}", Policy.class).publish());
  }

  @Test
  void what_an_older_build_did_not_write_is_defaulted() {
    Cause cause = read("{}", Cause.class);
    assertEquals(List.of(), cause.nodes());
    assertEquals(Map.of(), cause.details());
    assertEquals("unknown", cause.kind());
    RemediationRequest request = read("{\"project\":\"shop\"}", RemediationRequest.class);
    assertEquals(Publish.ASK, request.policy().publish());
    assertTrue(request.pace().dbtSeconds() > 0);
  }

  @Test
  void a_value_comes_back_as_it_went() {
    Cause cause =
        new Cause("k", Verdict.SOURCE, "s", List.of("n"), "b", null, Map.of("from", "x"), null);
    Payload payload = Converter.data().toPayload(cause).orElseThrow();
    assertEquals(cause, Converter.data().fromPayload(payload, Cause.class, Cause.class));
  }

  @Test
  void nothing_stays_nothing() {
    assertNull(read("null", Cause.class));
  }

  /** What is new may stand beside it. */
  private static void assertHeld(JsonNode then, JsonNode now, String path) {
    if (then.isObject()) {
      then.properties()
          .forEach(
              field ->
                  assertHeld(
                      field.getValue(), now.path(field.getKey()), path + "/" + field.getKey()));
    } else if (then.isArray()) {
      assertEquals(then.size(), now.size(), path);
      for (int i = 0; i < then.size(); i++) {
        assertHeld(then.get(i), now.path(i), path + "/" + i);
      }
    } else {
      assertEquals(then, now, path + ": a component was renamed or lost: give the old name a home");
    }
  }

  /** Every payload that a release wrote is kept, and read by every build after it. */
  @ParameterizedTest
  @CsvSource({
    "remediation-request-0.1.json, dev.nightshift.workflows.remediation.RemediationRequest",
    "remediation-request-cloud-0.1.json, dev.nightshift.workflows.remediation.RemediationRequest",
    "cloud-run-0.1.json, dev.nightshift.workflows.values.CloudRun",
    "gathering-request-0.1.json, dev.nightshift.workflows.gathering.GatheringRequest",
    "gathering-outcome-0.1.json, dev.nightshift.workflows.gathering.GatheringOutcome",
    "notice-0.1.json, dev.nightshift.workflows.gathering.Notice",
    "newer-0.1.json, dev.nightshift.workflows.remediation.Newer",
    "remediation-outcome-0.1.json, dev.nightshift.workflows.remediation.RemediationOutcome",
    "decision-0.1.json, dev.nightshift.workflows.values.Decision",
    "progress-0.1.json, dev.nightshift.workflows.values.Progress",
    "watch-request-0.1.json, dev.nightshift.workflows.watch.WatchRequest",
    "watch-outcome-0.1.json, dev.nightshift.workflows.watch.WatchOutcome",
    "watch-again-0.1.json, dev.nightshift.workflows.watch.Watch$Again",
    "ledger-state-0.1.json, dev.nightshift.workflows.ledger.Ledger$State",
  })
  void a_released_payload_is_still_read_whole(String file, String type) throws Exception {
    String json = resource("/payloads/" + file);
    Class<?> shape = Class.forName(type);
    Object value = read(json, shape);
    assertHeld(
        Converter.json().readTree(json),
        Converter.json().readTree(Converter.json().writeValueAsString(value)),
        file);
  }

  @Test
  void an_outcome_of_a_build_that_knew_more_endings_is_read() {
    RemediationOutcome outcome = read("{\"ending\":\"TAKEN_OVER\"}", RemediationOutcome.class);
    assertEquals(RemediationOutcome.Ending.CANNOT_BE_READ, outcome.ending());
  }

  private static <T> T read(String json, Class<T> type) {
    Payload payload =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(ByteString.copyFromUtf8(json))
            .build();
    return Converter.data().fromPayload(payload, type, type);
  }

  private static String resource(String name) throws IOException {
    try (InputStream stream = ConverterTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
