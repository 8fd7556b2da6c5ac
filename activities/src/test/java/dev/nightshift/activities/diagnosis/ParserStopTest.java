package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParserStopTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Parser Error: syntax error at or near \"as\"|as",
        "Parser Error: syntax error at or near \",\"|,",
        "syntax error at end of input|end of input",
        "001003 (42000): SQL compilation error: syntax error line 3 at position 20 unexpected"
            + " 'AS'.|as",
        "Syntax error: Expected \")\" but got keyword AS at [3:20]|as",
        "Syntax error: Expected \")\" but got \",\" at [3:20]|,",
        "Syntax error: Unexpected keyword FROM at [4:1]|from",
        "Syntax error: Unexpected \")\" at [4:1]|)",
        "[PARSE_SYNTAX_ERROR] Syntax error at or near 'as'. SQLSTATE: 42601|as",
        "mismatched input 'from' expecting {')', ','}|from",
        "Incorrect syntax near the keyword 'from'.|from",
        "something else is wrong|~~",
      })
  void the_word_at_which_the_parser_stopped_is_told_by_every_warehouse(String said, String stop) {
    assertEquals(stop, ParserStop.of(said));
  }
}
