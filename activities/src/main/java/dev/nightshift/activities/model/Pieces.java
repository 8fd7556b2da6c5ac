package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Set;

/**
 * A message that comes in pieces. Whatever a server adds of its own, such as its reasoning or a
 * signature, is put together alike: it may want it back.
 */
final class Pieces {
  /** Said once, and by some servers again with each piece. */
  private static final Set<String> WHOLE = Set.of("role", "id", "type", "name", "index", "format");

  private final ObjectNode whole = Exact.object();

  void add(JsonNode piece) {
    merge(whole, piece);
  }

  /** Places in lists are how pieces find each other, and no part of a message. */
  ObjectNode whole() {
    ObjectNode message = whole.deepCopy();
    for (JsonNode call : message.path("tool_calls")) {
      if (call instanceof ObjectNode one) {
        one.remove("index");
      }
    }
    return message;
  }

  private static void merge(ObjectNode into, JsonNode piece) {
    for (Map.Entry<String, JsonNode> part : piece.properties()) {
      String key = part.getKey();
      JsonNode before = into.get(key);
      JsonNode now = part.getValue();
      if (now.isNull()) {
        continue;
      }
      if (now instanceof ArrayNode list) {
        list(before instanceof ArrayNode known ? known : into.putArray(key), list);
      } else if (now.isObject()) {
        merge(before instanceof ObjectNode known ? known : into.putObject(key), now);
      } else if (now.isTextual() && before != null && before.isTextual() && !WHOLE.contains(key)) {
        into.put(key, before.asText() + now.asText());
      } else {
        into.set(key, now);
      }
    }
  }

  private static void list(ArrayNode into, ArrayNode pieces) {
    for (JsonNode piece : pieces) {
      if (piece.isObject()) {
        merge(at(into, piece), piece);
      } else {
        into.add(piece);
      }
    }
  }

  /** Where no place is said it is another one. */
  private static ObjectNode at(ArrayNode list, JsonNode piece) {
    for (JsonNode known : list) {
      if (piece.has("index") && known.path("index").equals(piece.path("index"))) {
        return (ObjectNode) known;
      }
    }
    return list.addObject();
  }
}
