package dev.nightshift.activities.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Fixtures;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
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

  private static final String LOOP =
      """
      select
        {% for kind in kinds %}
        sum({{ kind }}) as {{ kind }},
        {% endfor %}
        count(*) as trees
      from {{ ref('trees') }}
      """;

  private static String mended(String broken, int line) {
    return JinjaMend.mend(broken, line, Optional.of(LOOP)).text();
  }

  @Test
  void a_lost_end_is_put_back_where_it_stood_before_a_commit_took_it() {
    String broken = LOOP.replace("  {% endfor %}\n", "");
    assertTrue(JinjaMend.mend(broken, 3).refused());
    assertEquals(LOOP, mended(broken, 3));
  }

  @Test
  void a_lost_quote_is_put_back_where_it_stood() {
    assertEquals(LOOP, mended(LOOP.replace("'trees')", "'trees)"), 6));
    assertEquals(LOOP, mended(LOOP.replace("'trees')", "trees)"), 6));
  }

  @Test
  void what_the_commit_changed_in_words_stays() {
    String changed = LOOP.replace("count(*)", "max(age)");
    assertEquals(changed, mended(changed.replace("  {% endfor %}\n", ""), 3));
  }

  @Test
  void what_was_broken_before_tells_nothing() {
    String broken = LOOP.replace("  {% endfor %}\n", "");
    assertTrue(JinjaMend.mend(broken, 3, Optional.of(broken + " ")).refused());
  }

  @Test
  void both_marks_of_a_statement_are_put_back() {
    String broken = LOOP.replace("{% for kind in kinds %}", "{{ for kind in kinds }}");
    assertFalse(JinjaMend.isWhole("{{ set kinds = 1 }}"));
    assertEquals(LOOP, mended(broken, 2));
  }

  @Test
  void an_open_block_is_found_by_its_word() {
    assertTrue(JinjaMend.leavesOpen("{% macro a() %}b", "macro"));
    assertFalse(JinjaMend.leavesOpen("{% macro a() %}b", "test"));
    assertFalse(JinjaMend.leavesOpen("{% macro a() %}b{% endmacro %}", "macro"));
  }
}
