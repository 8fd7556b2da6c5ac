package dev.nightshift.activities.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML as plain maps, lists and scalars. */
public final class Yaml {
  /** Deeper than any properties file that people wrote; a recursive anchor ends here. */
  private static final int DEEPEST = 200;

  /** An anchor of anchors of anchors makes a text of a line as long as one likes. */
  private static final int MOST_NODES = 1_000_000;

  static final String TOO_DEEP = "the file nests too deeply, or an anchor holds itself";

  private static final String TOO_LONG = "the file's anchors make it too long";

  private Yaml() {}

  static LoadSettings settings() {
    return settings(true);
  }

  private static LoadSettings settings(boolean duplicateKeys) {
    return LoadSettings.builder()
        .setSchema(new CoreSchema())
        .setAllowDuplicateKeys(duplicateKeys)
        .setMaxAliasesForCollections(10_000)
        .setCodePointLimit(50_000_000)
        .build();
  }

  /** The parsed document, or null for an empty one. Fails as unreadable with the parser's words. */
  public static Object parse(String text) throws Unreadable {
    return parse(text, settings());
  }

  /** The same, and unreadable too where a key stands twice. */
  public static Object parseStrictly(String text) throws Unreadable {
    return parse(text, settings(false));
  }

  private static Object parse(String text, LoadSettings settings) throws Unreadable {
    String body = text.startsWith("\ufeff") ? text.substring(1) : text;
    try {
      return new Copying().copy(new Load(settings).loadFromString(body), 0);
    } catch (YamlEngineException | CannotEdit e) {
      throw new Unreadable(firstLine(e.getMessage()), e);
    } catch (StackOverflowError e) {
      // The parser calls itself for each level.
      throw new Unreadable(TOO_DEEP, e);
    }
  }

  /** A text that is no YAML. */
  public static final class Unreadable extends Exception {
    Unreadable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Without shared or recursive parts, so that it can be compared and changed. */
  private static final class Copying {
    private final Extent extent = new Extent();

    Object copy(Object value, int depth) {
      extent.at(depth);
      if (value instanceof Map<?, ?> map) {
        Map<Object, Object> result = new LinkedHashMap<>();
        map.forEach((key, item) -> result.put(key, copy(item, depth + 1)));
        return result;
      }
      if (value instanceof List<?> list) {
        List<Object> result = new ArrayList<>();
        list.forEach(item -> result.add(copy(item, depth + 1)));
        return result;
      }
      return value;
    }
  }

  /** How far a file goes with all that its anchors bring in again. */
  static final class Extent {
    private int nodes;

    void at(int depth) {
      if (depth > DEEPEST) {
        throw new CannotEdit(TOO_DEEP);
      }
      nodes++;
      if (nodes > MOST_NODES) {
        throw new CannotEdit(TOO_LONG);
      }
    }

    void of(Node node, int depth) {
      at(depth);
      if (node instanceof SequenceNode list) {
        list.getValue().forEach(item -> of(item, depth + 1));
      }
      if (node instanceof MappingNode mapping) {
        for (NodeTuple entry : mapping.getValue()) {
          of(entry.getKeyNode(), depth + 1);
          of(entry.getValueNode(), depth + 1);
        }
      }
    }
  }

  static String firstLine(String message) {
    return message == null ? "" : message.lines().findFirst().orElse("");
  }
}
