package dev.nightshift.activities.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.edit.Fixtures;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class JinjaMendTest {
  @TestFactory
  Stream<DynamicTest> slips_are_mended_or_told_to_be_no_slips() {
    return Fixtures.of("jinja/mend.txt").stream()
        .map(
            told ->
                DynamicTest.dynamicTest(
                    told.says(),
                    () ->
                        assertEquals(
                            "",
                            told.wrong(
                                JinjaMend.mend(
                                    told.before(), Integer.parseInt(told.option("line")))))));
  }
}
