package dev.nightshift.activities.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.edit.Fixtures;
import java.util.List;
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
}
