package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sources whose age could not be asked, because the query broke: dbt leaves them out of
 * sources.json, and only its log tells of them. Of several invocations the last one that asked
 * counts.
 */
final class Unasked {
  private static final int MOST = 2_000;

  private static final Pattern ASKED =
      Pattern.compile("\\d+ of \\d+ (START|ERROR) freshness of (\\S+) [.\\[].*");
  private static final Pattern BROKE =
      Pattern.compile("(?s)\\s*\\w+ Error in source (\\S+) \\(([^)\\n]*)\\)\\n.*");

  /** A text names a source without its project, and its error only by its table and file. */
  private record Said(String table, String file, String message) {}

  private final Set<String> relations = new LinkedHashSet<>();
  private final List<Said> errors = new ArrayList<>();
  private final Map<String, String> byId = new LinkedHashMap<>();
  private String invocation = "";
  private boolean here;

  /** Another invocation begins; what an earlier one said holds until this one asks too. */
  void begin() {
    here = false;
  }

  void text(String invocation, String text) {
    Matcher asked = ASKED.matcher(text);
    if (asked.lookingAt()) {
      asking(invocation);
      if (asked.group(1).equals("ERROR") && relations.size() < MOST) {
        relations.add(asked.group(2));
      }
      return;
    }
    Matcher broke = BROKE.matcher(text);
    if (here && broke.matches() && errors.size() < MOST) {
      errors.add(new Said(broke.group(1), broke.group(2), Messages.whole(text.strip())));
    }
  }

  void event(String invocation, String name, JsonNode data) {
    JsonNode node = data.path("node_info");
    if (!node.path("resource_type").asText("").equals("source")) {
      return;
    }
    asking(invocation);
    String id = node.path("unique_id").asText("");
    if (byId.size() >= MOST || id.isEmpty()) {
      return;
    }
    if (name.equals("LogFreshnessResult")
        && data.path("status").asText("").equals("runtime error")) {
      byId.putIfAbsent(id, "");
    } else if (name.equals("RunResultError")) {
      byId.put(id, Messages.whole(data.path("msg").asText("").strip()));
    }
  }

  private void asking(String of) {
    if (here && of.equals(invocation)) {
      return;
    }
    relations.clear();
    errors.clear();
    byId.clear();
    invocation = of;
    here = true;
  }

  /** Each with what dbt said of it; empty for the log of another invocation. */
  Map<String, String> sources(String asked, Resources manifest) {
    if (!invocation.isEmpty() && !asked.isEmpty() && !invocation.equals(asked)) {
      return Map.of();
    }
    Map<String, String> found = new LinkedHashMap<>(byId);
    Set<Said> told = new HashSet<>();
    for (String id : manifest.sources()) {
      if (!relations.contains(relation(id))) {
        continue;
      }
      String file = manifest.node(id).map(Manifest.Node::path).orElse("");
      String table = manifest.node(id).map(Manifest.Node::name).orElse("");
      errors.stream()
          .filter(said -> said.table().equals(table) && said.file().equals(file))
          .filter(told::add)
          .findFirst()
          .ifPresent(said -> found.putIfAbsent(id, said.message()));
    }
    return found;
  }

  /** {@code source.shop.raw.orders} is {@code raw.orders} in a text. */
  private static String relation(String id) {
    String[] parts = id.split("\\.", 3);
    return parts.length == 3 ? parts[2] : id;
  }
}
