package dev.nightshift.activities.artifacts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a project says of a node, in the places where dbt writes it. */
class SpokenTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{'tags': ['nightly', 'nightshift:skip']}       | tag nightshift:skip",
        "{'config': {'tags': 'Nightshift:Skip'}}         | tag nightshift:skip",
        "{'meta': {'nightshift': 'skip'}}                | meta.nightshift: skip",
        "{'config': {'meta': {'nightshift': {'skip': true}}}} | meta.nightshift: skip",
        "{'config': {'meta': {'nightshift': {'skip': 'rebuilt in May'}}}}"
            + " | meta.nightshift: rebuilt in May",
        "{'meta': {'nightshift': {'skip': false}}}       | \"\"",
        "{'meta': {'nightshift': {'pii': true}}}         | \"\"",
        "{'tags': ['skip'], 'meta': {'skip': true}}      | \"\""
      })
  void who_asks_to_be_left_alone(String json, String how) throws Exception {
    var node = new JsonMapper().readTree(json.strip().replace('\'', '"'));
    assertEquals(how, Spoken.of(new Manifest.Node("model.s.m", node), List.of()).skip());
  }
}
