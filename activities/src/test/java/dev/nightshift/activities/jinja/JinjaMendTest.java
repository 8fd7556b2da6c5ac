package dev.nightshift.activities.jinja;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Fixtures;
import java.util.List;
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
  void an_end_that_takes_white_space_away_is_put_back_as_it_was() {
    for (String end : List.of("{% endfor -%}", "{%- endfor %}", "{%- endfor -%}")) {
      String loop = LOOP.replace("{% endfor %}", end);
      String broken = loop.replace("  " + end + "\n", "");
      assertEquals(loop, JinjaMend.mend(broken, 6, Optional.of(loop)).text());
    }
  }

  @Test
  void a_sign_beside_the_end_is_no_part_of_it() {
    assertFalse(TagWords.more("a {% if b %} c", "a {% if b %} c {% endif %} - 1").isEmpty());
    assertFalse(TagWords.more("a {% if b %} c", "a {% if b %} c - -").isEmpty());
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
