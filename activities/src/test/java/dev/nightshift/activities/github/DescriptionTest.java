package dev.nightshift.activities.github;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.github.Description.Operation;
import dev.nightshift.workflows.durable.Converter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That the published description is really held against what goes over the line. */
class DescriptionTest {
  private Description description;

  @BeforeEach
  void provisioned() {
    description = Published.needed();
  }

  @Test
  void a_request_that_github_takes_is_right_and_a_misspelt_key_a_wrong_type_and_a_lack_are_not() {
    Operation open = operation("POST", "/repos/acme/shop/pulls");
    String right = "{\"title\": \"Fix\", \"head\": \"a\", \"base\": \"main\", \"draft\": true}";
    assertEquals(List.of(), request(open, right));
    assertFalse(request(open, right.replace("draft", "drafty")).isEmpty());
    assertFalse(request(open, right.replace("true", "\"yes\"")).isEmpty());
    assertFalse(request(open, right.replace("head", "body")).isEmpty());
  }

  @Test
  void a_parameter_that_is_not_there_is_noticed() {
    Operation list = operation("GET", "/repos/acme/shop/pulls");
    assertEquals(List.of(), description.request(list, Map.of("head", "acme:a"), new byte[0]));
    assertFalse(description.request(list, Map.of("haed", "acme:a"), new byte[0]).isEmpty());
  }

  @Test
  void an_answer_that_lacks_something_or_holds_a_wrong_type_is_noticed() {
    Operation read = operation("GET", "/repos/acme/shop/pulls/1");
    var whole = description.whole("pull-request", Converter.json().createObjectNode());
    assertEquals(List.of(), description.answer(read, 200, bytes(whole.toString())));
    assertFalse(
        description
            .answer(read, 200, bytes(whole.deepCopy().put("number", "one").toString()))
            .isEmpty());
    assertFalse(
        description
            .answer(read, 200, bytes(whole.deepCopy().without(List.of("html_url")).toString()))
            .isEmpty());
    assertFalse(
        description
            .answer(read, 200, bytes(whole.deepCopy().put("created_at", "yesterday").toString()))
            .isEmpty());
  }

  @Test
  void what_github_does_not_have_is_no_operation() {
    assertTrue(description.operation("GET", "/repos/acme/shop/pull").isEmpty());
    assertEquals(
        "/repos/{owner}/{repo}/contents/{path}",
        operation("GET", "/repos/acme/shop/contents/.github/CODEOWNERS").template());
  }

  private Operation operation(String method, String path) {
    return description.operation(method, path).orElseThrow();
  }

  private List<String> request(Operation operation, String body) {
    return description.request(operation, Map.of(), bytes(body));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
