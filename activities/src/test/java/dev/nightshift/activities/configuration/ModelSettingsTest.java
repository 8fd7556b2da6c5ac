package dev.nightshift.activities.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.configuration.Settings.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelSettingsTest {
  private static final String PROJECT =
      """
      projects:
        - name: larkspur
          repository: larkspur/larkspur
          warehouse: {kind: duckdb, path: p.duckdb}
      """;

  @TempDir Path folder;

  @Test
  void a_model_is_known_by_its_name_and_has_its_prices() throws IOException {
    Model model =
        only(
            """
              - name: night
                api: anthropic
                model: claude-of-the-night
                address: http://127.0.0.1:9999/gateway
                key: LARKSPUR_KEY
                prices: {input: 3, output: 15, cache_read: 0.3, cache_write: 3.75}
                window: 1000000
                max_output: 32000
            """);
    assertEquals("claude-of-the-night", model.model());
    assertEquals("http://127.0.0.1:9999/gateway", model.address());
    assertEquals("LARKSPUR_KEY", model.key());
    assertEquals(0.3, model.prices().cacheRead());
    assertEquals(3.75, model.prices().cacheWrite());
    assertEquals(1_000_000, model.window());
    assertEquals(32_000, model.maxOutput());
  }

  @Test
  void what_is_left_out_of_a_model_is_as_its_api_has_it() throws IOException {
    Model anthropic =
        only("  - {name: a, api: anthropic, model: m, prices: {input: 4, output: 8}}");
    assertEquals("https://api.anthropic.com", anthropic.address());
    assertEquals("NIGHTSHIFT_ANTHROPIC_KEY", anthropic.key());
    assertEquals(4, anthropic.prices().cacheRead());
    assertEquals(5, anthropic.prices().cacheWrite());
    assertEquals(200_000, anthropic.window());
    assertEquals(16_000, anthropic.maxOutput());
    Model openai = only("  - {name: a, api: openai, model: m, prices: {input: 0.125, output: 1}}");
    assertEquals("https://api.openai.com", openai.address());
    assertEquals("NIGHTSHIFT_OPENAI_KEY", openai.key());
    assertTrue(openai.atOpenAi());
  }

  @Test
  void another_server_gets_no_key_that_was_not_meant_for_it() throws IOException {
    Model own =
        only(
            """
              - name: own
                api: openai-chat
                model: m
                address: http://localhost:11434/v1
                prices: {input: 0, output: 0}
                window: 8000
            """);
    assertEquals("http://localhost:11434", own.address());
    assertEquals("", own.key());
    assertEquals(2_000, own.maxOutput());
    assertFalse(own.atOpenAi());
  }

  @Test
  void no_models_are_none() throws IOException {
    assertEquals(List.of(), read("").models());
  }

  @Test
  void a_key_in_place_of_its_variables_name_is_refused_and_not_repeated() {
    refused(
        "  - {name: a, api: openai, model: m, key: sk-proj-abc, prices: {input: 1, output: 1}}",
        "nightshift.yml, line 6: `models[0].key`: what stands here is not the name of an"
            + " environment variable that holds the secret, such as NIGHTSHIFT_OPENAI_KEY");
    refused(
        "  - {name: a, api: openai, model: m, api_key: x, prices: {input: 1, output: 1}}",
        "nightshift.yml, line 6: `models[0].api_key`: secrets do not belong in this file; set"
            + " API_KEY in the environment, or API_KEY_FILE to a file that holds it");
  }

  @Test
  void a_model_without_prices_is_refused_since_no_budget_could_hold_it() {
    refused(
        "  - {name: a, api: openai, model: m}",
        "nightshift.yml, line 6: `models[0].prices` is missing; a mapping is wanted here");
    refused(
        "  - {name: a, api: openai, model: m, prices: {input: -1, output: free}}",
        "nightshift.yml, line 6: `models[0].prices.input`: «-1» is not dollars for a million"
            + " tokens, such as 3 or 0.125, up to 10000",
        "nightshift.yml, line 6: `models[0].prices.output`: «free» is not dollars for a million"
            + " tokens, such as 3 or 0.125, up to 10000");
  }

  @Test
  void an_api_that_nobody_speaks_and_an_answer_that_fills_the_window_are_refused() {
    refused(
        "  - {name: a, api: openai_chat, model: m, prices: {input: 1, output: 1},\n"
            + "     window: 8000, max_output: 8000}",
        "nightshift.yml, line 6: `models[0].api`: «openai_chat» is not one of anthropic, openai,"
            + " openai-chat; did you mean openai-chat?",
        "nightshift.yml, line 7: `models[0].max_output` must be less than `window`; nothing could"
            + " be said to the model");
    refused(
        "  - {name: a, api: openai, model: m, prices: {input: 1, output: 1}, max_output: 300000}",
        "nightshift.yml, line 6: `models[0].max_output` must be less than `window`, which is"
            + " 200000 where nothing else is said; nothing could be said to the model");
  }

  @Test
  void two_models_of_one_name_and_a_key_in_the_clear_are_refused() {
    String one = "  - {name: a, api: openai, model: m, prices: {input: 1, output: 1}}\n";
    refused(one + one, "nightshift.yml, line 7: `models[1].name`: a is taken already, on line 6");
    refused(
        "  - {name: a, api: openai, model: m, address: \"http://gpu.example\","
            + " prices: {input: 1, output: 1}}",
        "nightshift.yml, line 6: `models[0].address`: «http://gpu.example» is not an address such"
            + " as https://host.example.com, without a name or a password in it");
  }

  private Model only(String model) throws IOException {
    return read("models:\n" + model).models().get(0);
  }

  private Settings read(String models) throws IOException {
    Path file = Files.writeString(folder.resolve("nightshift.yml"), PROJECT + models);
    return SettingsFile.read(file, Map.of());
  }

  private void refused(String model, String... says) {
    ConfigurationProblem problem =
        assertThrows(ConfigurationProblem.class, () -> read("models:\n" + model));
    assertEquals(String.join("\n", says), problem.getMessage().replace(folder + "/", ""));
  }
}
