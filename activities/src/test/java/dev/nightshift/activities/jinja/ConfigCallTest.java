package dev.nightshift.activities.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.edit.Fixtures;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigCallTest {
  static List<Fixtures.Case> cases() {
    return Fixtures.of("jinja/config.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_setting_is_written_as_the_others_are(Fixtures.Case told) {
    assertEquals(
        "", told.wrong(ConfigCall.with(told.before(), "on_schema_change", "'append_new_columns'")));
  }

  @Test
  void a_setting_gets_another_value_in_the_quotes_that_it_has() {
    String text = "{{ config(a='x', mode=%s) }} select 'mode=\"fail\"'\n";
    assertEquals(
        text.formatted("\"append\""),
        ConfigCall.exchanged(text.formatted("\"fail\""), "mode", "fail", "append").text());
    for (String other : List.of("'sync'", "var('mode')")) {
      assertEquals(
          "its config does not set mode to fail",
          ConfigCall.exchanged(text.formatted(other), "mode", "fail", "append").refusal());
    }
  }
}
