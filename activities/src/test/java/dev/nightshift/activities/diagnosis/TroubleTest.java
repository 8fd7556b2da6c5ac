package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.diagnosis.Trouble.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TroubleTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Binder Error: Referenced column \"amount\" not found in FROM clause!|amount",
        "Binder Error: Table \"p\" does not have a column named \"Amount\"|amount",
        "column \"amount\" does not exist|amount",
        "column p.amount does not exist|amount",
        "000904 (42000): SQL compilation error: error line 4 at position 8 invalid identifier"
            + " 'P.AMOUNT'|amount",
        "Unrecognized name: amount; Did you mean amount_usd? at [12:9]|amount",
        "Name amount not found inside p at [5:3]|amount",
        "[UNRESOLVED_COLUMN.WITH_SUGGESTION] A column, variable, or function parameter with name"
            + " `amount` cannot be resolved.|amount",
        "Invalid column name 'amount'.|amount",
        "Column 'amount' cannot be resolved|amount",
        "Binder Error: Column \"amount\" referenced that exists in the SELECT clause - but this"
            + " column cannot be referenced before it is defined|amount",
        "Binder Error: Column \"amount\" does not exist on right side of join!|amount",
      })
  void a_missing_column_is_named_in_the_words_of_every_warehouse(String message, String column) {
    Trouble trouble = Trouble.of("error", "Database Error in model x (models/x.sql)\n  " + message);
    assertEquals(Kind.MISSING_COLUMN, trouble.kind());
    assertEquals(column, trouble.name());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Catalog Error: Table with name paymnts does not exist!|MISSING_RELATION",
        "relation \"raw.payments\" does not exist|MISSING_RELATION",
        "SQL compilation error: Object 'RAW.PAYMENTS' does not exist or not"
            + " authorized.|MISSING_RELATION",
        "Not found: Table shop:raw.payments was not found in location EU|MISSING_RELATION",
        "Conversion Error: Could not convert string 'n/a' to INT32 when casting from source column"
            + " quantity|CONVERSION",
        "invalid input syntax for type integer: \"n/a\"|CONVERSION",
        "Numeric value 'n/a' is not recognized|CONVERSION",
        "Bad int64 value: n/a|CONVERSION",
        "[CAST_INVALID_INPUT] The value 'n/a' of the type \"STRING\" cannot be cast to"
            + " \"INT\"|CONVERSION",
        "Parser Error: syntax error at or near \"as\"|SYNTAX",
        "Syntax error: Expected end of input but got identifier at [3:1]|SYNTAX",
        "division by zero|DIVISION",
        "Constraint Error: NOT NULL constraint failed: fct.order_id|CONSTRAINT",
        "permission denied for schema raw|PERMISSION",
        "canceling statement due to statement timeout|TIMEOUT",
        "could not connect to server: Connection refused|CONNECTION",
        "server closed the connection unexpectedly|CONNECTION",
        "Out of Memory Error: failed to allocate data of size 2.0 GiB|OUT_OF_RESOURCES",
        "Resources exceeded during query execution|OUT_OF_RESOURCES",
        "IO Error: Could not set lock on file \"/x.duckdb\": Conflicting lock is held|LOCKED",
        "deadlock detected|LOCKED",
        "This model has an enforced contract that failed.|CONTRACT",
        "Compilation Error in model x: 'x_macro' is undefined|COMPILATION",
        "No function matches the given name and argument types 'sum(VARCHAR)'|TYPE_MISMATCH",
        "The elephant sat down|OTHER",
      })
  void other_errors_are_told_apart(String message, Kind kind) {
    assertEquals(
        kind, Trouble.of("error", "Runtime Error in model x (models/x.sql)\n  " + message).kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Binder Error: Referenced column \"sesion_timeout\" not found in FROM clause!;Candidate"
            + " bindings: \"session_timeout\"|MISSING_COLUMN",
        "Unrecognized name: timeout; Did you mean timeouts? at [12:9]|MISSING_COLUMN",
        "Parser Error: syntax error at or near \"as\";;LINE 9:   sum(timeout as total|SYNTAX",
        "syntax error line 503 at position 12 unexpected 'from'.|SYNTAX",
        "Catalog Error: Table with name stg_timeouts does not exist!|MISSING_RELATION",
        "Conversion Error: Could not convert string 'timeout' to INT32|CONVERSION",
        "division by zero;  compiled code at target/run/shop/models/timeouts.sql|DIVISION",
        "503 POST https://bigquery.example/jobs: Service away|CONNECTION",
      })
  void a_name_that_sounds_like_passing_trouble_is_none(String message, Kind kind) {
    assertEquals(
        kind,
        Trouble.of(
                "error",
                "Database Error in model stg_timeouts (models/stg_timeouts.sql)\n  "
                    + message.replace(";", "\n"))
            .kind());
  }

  @Test
  void a_number_that_is_no_line_is_none() {
    assertEquals(0, Trouble.of("error", "cannot read order line 20240101123456").line());
  }

  @Test
  void a_failed_test_is_no_error_whatever_its_message_says() {
    assertEquals(Kind.TEST_FAILED, Trouble.of("fail", "Got 3 results, syntax error").kind());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Runtime Error in model stg_timeouts (models/stg_timeouts.sql)|Parser Error: syntax error"
            + " at or near \"as\"|SYNTAX",
        "Runtime Error in model stg_tickets (models/stg_tickets.sql)|Binder Error: Referenced"
            + " column \"session_timeout\" not found in FROM clause!|MISSING_COLUMN",
        "Runtime Error in model stg_tickets (models/stg_tickets.sql)|Catalog Error: Table with name"
            + " timeouts does not exist!|MISSING_RELATION",
        "Runtime Error in model fct_orders (models/fct_orders.sql)|Conversion Error: Could not"
            + " convert string 'timed out' to DOUBLE|CONVERSION",
        "Runtime Error in model fct_orders (models/fct_orders.sql)|Parser Error: syntax error at or"
            + " near \"x\" LINE 3: x rate limit|SYNTAX",
      })
  void what_a_message_quotes_does_not_make_it_pass_by_itself(
      String header, String message, Kind kind) {
    assertEquals(kind, Trouble.of("error", header + "\n  " + message).kind());
  }

  @Test
  void a_conversion_names_the_column_and_a_parser_its_line() {
    assertEquals(
        "quantity",
        Trouble.of(
                "error",
                "Conversion Error: Could not convert string 'x' to INT32 when casting from source"
                    + " column quantity")
            .name());
    assertEquals(29, Trouble.of("error", "Parser Error: syntax error\n\nLINE 29:  sum(a").line());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "Binder Error: Ambiguous reference to column name \"id\" (use: \"o.id\" or \"p.id\")|id",
        "column reference \"id\" is ambiguous|id",
        "002028 (42601): SQL compilation error: ambiguous column name 'ID'|id",
        "Column name id is ambiguous at [3:5]|id",
        "[AMBIGUOUS_REFERENCE] Reference `id` is ambiguous, could be: [`o`.`id`, `p`.`id`]|id",
        "Ambiguous column name 'id'.|id"
      })
  void a_column_that_several_have(String message, String name) {
    Trouble trouble = Trouble.of("error", message);
    assertEquals(Kind.AMBIGUOUS, trouble.kind());
    assertEquals(name, trouble.name());
  }
}
