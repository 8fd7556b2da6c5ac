package dev.nightshift.activities.headless;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.values.Usage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedTest {
  private static final Settings.Prices FREE = new Settings.Prices(0, 0, null, null);

  private static Asked asked(String json) {
    return Asked.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'tools': [{'type': 'web_search_20250305', 'name': 'web_search'}]}",
        "{'tools': [{'type': 'web_search'}]}",
        "{'tools': [{'type': 'mcp', 'server_url': 'https://x'}]}",
        "{'tools': [{'type': 'code_interpreter'}]}",
        "{'input': [{'type': 'additional_tools', 'tools': [{'type': 'web_search'}]}]}",
        "{'tools': [{'type': 'namespace', 'tools': [{'type': 'computer_use'}]}]}",
        "{'tools': [{'type': 'shell', 'environment': {'type': 'container_auto',"
            + " 'network_policy': {'type': 'allowlist', 'allowed_domains': ['x']}}}]}",
        "{'tools': [{'type': 'shell', 'environment': {'type': 'container_reference'}}]}",
        "{'tools': [{'type': 'shell', 'environment': 'container_auto'}]}",
        "{'input': [{'tools': [{'type': 'shell', 'environment': {'type': 'container_auto'}}]}]}",
        "{'prompt': {'id': 'pmpt_1'}}",
        "{'previous_response_id': 'resp_1'}",
        "{'conversation': 'conv_1'}",
        "{'input': [{'type': 'item_reference', 'id': 'msg_1'}]}",
        "{'input': [{'content': [{'type': 'input_file', 'file_id': 'file-1'}]}]}",
        "{'messages': [{'content': [{'type': 'document', 'source': {'type': 'file', 'file_id':"
            + " 'f'}}]}]}",
        "{'mcp_servers': [{'url': 'https://x'}]}",
        "{'container': 'x'}",
        "{'background': true}",
        "{'web_search_options': {}}",
        "{'plugins': [{'id': 'web'}]}",
        "{'messages': [{'content': [{'type': 'image', 'source': {'type': 'url', 'url':"
            + " 'https://x'}}]}]}",
        "{'input': [{'content': [{'type': 'input_image', 'image_url': 'https://x/?secret'}]}]}",
        "{'input': [{'content': [{'type': 'input_file', 'file_url': 'https://x'}]}]}",
      })
  void nothing_goes_that_makes_the_provider_itself_go_out(String json) {
    assertTrue(asked(json).refusal().isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'tools': [{'name': 'Bash', 'input_schema': {'properties': {'type': {'enum':"
            + " ['url']}}}}]}",
        "{'tools': [{'type': 'function', 'name': 'exec_command'}, {'type': 'custom'}]}",
        "{'tools': [{'type': 'text_editor_20250728', 'name': 'x'}]}",
        "{'tools': [{'type': 'shell'}, {'type': 'shell', 'environment': {'type': 'local'}}]}",
        "{'tools': [{'type': 'shell', 'environment': null}], 'previous_response_id': null}",
        "{'prompt_cache_key': 'x', 'input': [{'type': 'message', 'content': []}]}",
        "{'messages': [{'content': [{'type': 'tool_use', 'input': {'file_id': 'a'}}]}]}",
        "{'messages': [{'role': 'user', 'content': 'see https://x for a type: url'}]}",
        "{'input': [{'content': [{'type': 'input_image', 'image_url':"
            + " 'data:image/png;base64,'}]}]}",
      })
  void what_the_agents_ask_themselves_goes(String json) {
    assertEquals(Optional.empty(), asked(json).refusal());
  }

  @Test
  void the_most_that_it_can_use_is_known_before() {
    assertEquals(new Usage(10, 500, 1, 0), asked("{'max_tokens': 500, 'a': '123'}").most(FREE));
    Settings.Prices prices = new Settings.Prices(1_000_000, 2_000_000, null, 3_000_000d);
    assertEquals(
        new Usage(10, 500, 1, 30 + 1000),
        asked("{'max_tokens': 500, 'a': '123'}").most(prices),
        "all of it into the cache");
    assertEquals(32_000, asked("{}").most(FREE).outputTokens());
    assertEquals(2100, asked("{'max_completion_tokens': 700, 'n': 3}").most(FREE).outputTokens());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'max_tokens': 4611686018427387905, 'n': 2}",
        "{'max_tokens': 4294967296, 'n': 4294967296}",
        "{'max_tokens': -5}",
        "{'max_output_tokens': 99999999999999999999}",
        "{'max_tokens': '500'}",
        "{'n': 17}",
        "{'n': 1.5}",
        "{'n': -1}"
      })
  void what_would_be_counted_wrong_does_not_go(String json) {
    assertTrue(asked(json).refusal().isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'tools': [{'type': 'web_search'}], 'tools': []}",
        "{'tools': [{'type': 'web_search', 'type': 'function'}]}",
        "{'max_tokens': 9000000, 'max_tokens': 1}",
        "{'max_tokens': 1} {'max_tokens': 9000000}"
      })
  void what_can_be_read_in_two_ways_is_no_request(String json) {
    assertTrue(Asked.of(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8)).isEmpty());
  }

  @Test
  void what_is_no_json_is_no_request() {
    assertTrue(Asked.of("[1]".getBytes(StandardCharsets.UTF_8)).isEmpty());
    assertTrue(Asked.of(new byte[] {31, -117, 8}).isEmpty());
    assertTrue(Asked.of(new byte[0]).isEmpty());
  }
}
