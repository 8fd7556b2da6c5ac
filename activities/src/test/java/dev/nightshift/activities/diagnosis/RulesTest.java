package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Cause.Option;
import dev.nightshift.workflows.values.KnowledgeMatch;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One folder a rule, one file a case: the facts, and the causes that they lead to as {@code verdict
 * signature [nodes]}, with words that {@code because} and the evidence must hold, the ways out that
 * are offered, and the page that speaks of it.
 */
class RulesTest {
  @TestFactory
  Stream<DynamicTest> facts_lead_to_their_causes() throws IOException, URISyntaxException {
    return cases().map(file -> DynamicTest.dynamicTest(name(file), () -> judged(file)));
  }

  private static Stream<Path> cases() throws IOException, URISyntaxException {
    Path folder = Path.of(RulesTest.class.getResource(".").toURI());
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yml")).sorted().toList().stream();
    }
  }

  private static String name(Path file) {
    return file.getParent().getFileName() + "/" + file.getFileName();
  }

  /**
   * By its signature a cause is claimed, asked about and answered: what one node does, another may
   * do in the same night, in the same way or in another column.
   */
  @TestFactory
  Stream<DynamicTest> no_two_causes_of_a_night_have_one_signature()
      throws IOException, URISyntaxException {
    return cases()
        .flatMap(
            file ->
                Stream.of("", "another_")
                    .map(
                        column ->
                            DynamicTest.dynamicTest(
                                name(file)
                                    + " and once more"
                                    + (column.isEmpty() ? "" : ", elsewhere"),
                                () -> assertApart(twice(root(file), column)))));
  }

  private static void assertApart(JsonNode facts) throws IOException {
    Facts night = Converter.json().treeToValue(facts, Facts.class);
    List<Cause> causes = Rules.judge(night);
    List<String> signatures = causes.stream().map(Cause::signature).toList();
    assertEquals(Set.copyOf(signatures).size(), signatures.size(), signatures.toString());
    assertEachNodeInOne(night, causes);
  }

  /** Each failing node once more under another name, its columns with this before theirs. */
  private static JsonNode twice(JsonNode root, String column) {
    JsonNode facts = root.path("facts").deepCopy();
    if (facts.path("failed") instanceof ArrayNode failed) {
      List<JsonNode> once = new ArrayList<>();
      failed.forEach(once::add);
      for (JsonNode node : once) {
        ObjectNode other = node.deepCopy();
        other
            .put("id", node.path("id").asText() + "_2")
            .put("name", node.path("name").asText() + "_2");
        other.path("test").findValues("columns").stream()
            .filter(ArrayNode.class::isInstance)
            .map(ArrayNode.class::cast)
            .forEach(
                columns -> {
                  for (int i = 0; i < columns.size() && columns.get(i).isTextual(); i++) {
                    columns.set(i, column + columns.get(i).asText());
                  }
                });
        failed.add(other);
      }
    }
    return facts;
  }

  @Test
  void each_rule_has_its_folder_of_cases() throws URISyntaxException {
    Path folder = Path.of(RulesTest.class.getResource(".").toURI());
    for (Rule rule : Rules.ALL) {
      String name = rule.getClass().getSimpleName().replaceAll("(?<=[a-z])([A-Z])", "_$1");
      assertTrue(Files.isDirectory(folder.resolve(name.toLowerCase(java.util.Locale.ROOT))), name);
    }
  }

  private static JsonNode root(Path file) throws IOException {
    Object yaml = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    return Converter.json().valueToTree(yaml);
  }

  private static void judged(Path file) throws IOException {
    JsonNode root = root(file);
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
      String evidence = causes.get(i).evidence().toString();
      root.path("causes")
          .get(i)
          .path("shows")
          .forEach(words -> assertTrue(evidence.contains(words.asText()), evidence));
      JsonNode matter = root.path("causes").get(i).path("matter");
      if (!matter.isMissingNode()) {
        assertEquals(matter.asText(), causes.get(i).details().get(Cause.MATTER));
      }
      Map<String, String> details = causes.get(i).details();
      root.path("causes")
          .get(i)
          .path("details")
          .properties()
          .forEach(
              it -> assertEquals(it.getValue().asText(), details.get(it.getKey()), it.getKey()));
      JsonNode ways = root.path("causes").get(i).path("ways");
      if (!ways.isMissingNode()) {
        List<String> offered = causes.get(i).options().stream().map(Option::id).toList();
        assertEquals(Converter.json().convertValue(ways, List.class), offered);
      }
      JsonNode page = root.path("causes").get(i).path("page");
      if (!page.isMissingNode()) {
        KnowledgeMatch known = causes.get(i).known();
        assertEquals(page.asText(), known == null ? "none" : known.entry());
      }
    }
    assertEachNodeInOne(facts, causes);
  }

  private static void assertEachNodeInOne(Facts facts, List<Cause> causes) {
    assertEquals(
        facts.failed().stream().map(Facts.FailedNode::id).sorted().toList(),
        causes.stream().flatMap(cause -> cause.nodes().stream()).sorted().toList());
  }
}
