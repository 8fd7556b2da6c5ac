package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.Cause;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One folder a rule, one file a case: the facts, and the causes that they lead to as {@code verdict
 * signature [nodes]}, with words that {@code because} must hold.
 */
class RulesTest {
  @TestFactory
  Stream<DynamicTest> facts_lead_to_their_causes() throws IOException, URISyntaxException {
    Path folder = Path.of(RulesTest.class.getResource(".").toURI());
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> cases = files.filter(file -> file.toString().endsWith(".yml")).sorted().toList();
      return cases.stream()
          .map(
              file ->
                  DynamicTest.dynamicTest(folder.relativize(file).toString(), () -> judged(file)));
    }
  }

  @Test
  void each_rule_has_its_folder_of_cases() throws URISyntaxException {
    Path folder = Path.of(RulesTest.class.getResource(".").toURI());
    for (Rule rule : Rules.ALL) {
      String name = rule.getClass().getSimpleName().replaceAll("(?<=[a-z])([A-Z])", "_$1");
      assertTrue(Files.isDirectory(folder.resolve(name.toLowerCase(java.util.Locale.ROOT))), name);
    }
  }

  private static void judged(Path file) throws IOException {
    Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    JsonNode root = Converter.json().valueToTree(yaml);
    Facts facts = Converter.json().treeToValue(root.path("facts"), Facts.class);
    List<Cause> causes = Rules.judge(facts);
    List<String> expected = new ArrayList<>();
    root.path("causes").forEach(cause -> expected.add(cause.path("cause").asText()));
    assertEquals(
        expected,
        causes.stream()
            .map(cause -> cause.verdict() + " " + cause.signature() + " " + cause.nodes())
            .toList());
    for (int i = 0; i < causes.size(); i++) {
      String because = causes.get(i).because();
      root.path("causes")
          .get(i)
          .path("says")
          .forEach(words -> assertTrue(because.contains(words.asText()), because));
    }
    assertEquals(
        facts.failed().stream().map(Facts.FailedNode::id).sorted().toList(),
        causes.stream().flatMap(cause -> cause.nodes().stream()).sorted().toList());
  }
}
