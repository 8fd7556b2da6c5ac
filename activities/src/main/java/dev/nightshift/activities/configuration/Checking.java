package dev.nightshift.activities.configuration;

import dev.nightshift.activities.configuration.ConfigurationProblem.Problem;
import dev.nightshift.activities.configuration.Shape.Either;
import dev.nightshift.activities.configuration.Shape.Field;
import dev.nightshift.activities.configuration.Shape.Fields;
import dev.nightshift.activities.configuration.Shape.Literals;
import dev.nightshift.activities.configuration.Shape.Many;
import dev.nightshift.activities.configuration.Shape.Named;
import dev.nightshift.activities.configuration.Shape.Order;
import dev.nightshift.activities.configuration.Shape.WordOrMany;
import dev.nightshift.activities.words.Nearest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Walks the file's nodes along the shape, keeps what is right and notes all that is wrong. */
final class Checking {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(passw|passphrase|secret|token|api_?key|private_?key|access_?key|credential).*");

  private final String file;
  private final Scalars scalars;
  private final List<Problem> problems = new ArrayList<>();

  Checking(String file, Path folder, Path person) {
    this.file = file;
    this.scalars = new Scalars(folder, person);
  }

  List<Problem> problems() {
    return problems;
  }

  /** The value that stands here; null when it is not what it must be, which is noted. */
  Object check(Node node, Shape shape, String key) {
    if (shape instanceof Fields fields) {
      return fields(node, fields, key);
    }
    if (shape instanceof Many many) {
      return many(node, many, key);
    }
    if (shape instanceof WordOrMany either) {
      return check(node, node instanceof SequenceNode ? either.many() : either.word(), key);
    }
    if (shape instanceof Literals literals) {
      return literals(node, literals, key);
    }
    if (shape instanceof Named named) {
      return named(node, named, key);
    }
    if (shape instanceof Either either) {
      return either(node, either, key);
    }
    if (!(node instanceof ScalarNode scalar)) {
      return wrong(node, shape, key);
    }
    try {
      return scalars.read(scalar, shape);
    } catch (IllegalArgumentException why) {
      return note(node, key, "`" + key + "`: " + why.getMessage());
    }
  }

  private Object fields(Node node, Fields shape, String key) {
    if (!(node instanceof MappingNode mapping)) {
      return wrong(node, shape, key);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      String name = name(entry);
      String path = key.isEmpty() ? name : key + "." + name;
      Integer before = seen.put(name, line(entry.getKeyNode()));
      if (before != null) {
        note(entry.getKeyNode(), path, "`" + path + "` was given before, on line " + before);
        continue;
      }
      Optional<Field> field = shape.field(name);
      if (field.isEmpty()) {
        note(entry.getKeyNode(), path, unknown(name, path, shape));
        continue;
      }
      values.put(name, check(entry.getValueNode(), field.get().shape(), path));
    }
    shape.fields().stream()
        .filter(field -> field.required() && !seen.containsKey(field.key()))
        .forEach(field -> missing(node, field, key));
    Values read = new Values(values);
    shape.orders().forEach(order -> order(mapping, read, order, key));
    return read;
  }

  private void order(MappingNode node, Values read, Order wanted, String key) {
    long sooner = read.amount(wanted.sooner());
    boolean said = read.of().containsKey(wanted.later());
    long later = said ? read.amount(wanted.later()) : wanted.laterByDefault();
    if (sooner == 0 || later == 0 || sooner < later) {
      return;
    }
    String path = key + "." + wanted.sooner();
    String says =
        "`%s` must be less than `%s`%s; %s"
            .formatted(
                path,
                wanted.later(),
                said ? "" : ", which is " + wanted.usual() + " where nothing else is said",
                wanted.otherwise());
    note(keyNode(node, wanted.sooner()), path, says);
  }

  private static Node keyNode(MappingNode node, String key) {
    return node.getValue().stream()
        .map(NodeTuple::getKeyNode)
        .filter(it -> it instanceof ScalarNode scalar && scalar.getValue().equals(key))
        .findFirst()
        .orElse(node);
  }

  private Object many(Node node, Many shape, String key) {
    if (!(node instanceof SequenceNode sequence)) {
      return wrong(node, shape, key);
    }
    List<Object> items = new ArrayList<>();
    Map<Object, Integer> seen = new LinkedHashMap<>();
    int index = 0;
    for (Node item : sequence.getValue()) {
      String path = key + "[" + index++ + "]";
      Object value = check(item, shape.item(), path);
      items.add(value);
      if (value instanceof Values values && values.text(shape.uniqueBy()) != null) {
        String name = values.text(shape.uniqueBy());
        Integer before = seen.put(name, line(item));
        if (before != null) {
          String where = path + "." + shape.uniqueBy();
          note(item, where, "`" + where + "`: " + name + " is taken already, on line " + before);
        }
      }
    }
    if (items.isEmpty() && !shape.uniqueBy().isEmpty()) {
      note(node, key, "`" + key + "` is empty; at least one is wanted here");
    }
    return items;
  }

  private Object literals(Node node, Literals shape, String key) {
    if (!(node instanceof MappingNode mapping)) {
      return wrong(node, shape, key);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      String name = name(entry);
      String path = key + "." + name;
      if (!Texts.VARIABLE.matcher(name).matches()) {
        note(entry.getKeyNode(), path, "`" + path + "` is not the name of a variable");
      } else if (SECRET.matcher(name).matches() && !isInstead(entry.getValueNode(), shape)) {
        note(entry.getKeyNode(), path, secret(path, name));
      } else if (!(entry.getValueNode() instanceof ScalarNode value)
          || value.getTag().equals(Tag.NULL)) {
        note(entry.getValueNode(), path, "`" + path + "`: a single value is wanted here");
      } else if (values.put(name, value.getValue()) != null) {
        note(entry.getKeyNode(), path, "`" + path + "` was given before");
      }
    }
    return new Values(values);
  }

  private static boolean isInstead(Node node, Literals shape) {
    return node instanceof ScalarNode value && shape.instead().contains(value.getValue());
  }

  private Object named(Node node, Named shape, String key) {
    if (!(node instanceof MappingNode mapping)) {
      return wrong(node, shape, key);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (NodeTuple entry : mapping.getValue()) {
      String path = key + "." + name(entry);
      Object name = check(entry.getKeyNode(), shape.names(), path);
      Object value = check(entry.getValueNode(), shape.values(), path);
      if (name instanceof String word && value != null && values.put(word, value) != null) {
        note(entry.getKeyNode(), path, "`" + path + "` was given before");
      }
    }
    return new Values(values);
  }

  private Object either(Node node, Either shape, String key) {
    if (!(node instanceof MappingNode mapping)) {
      return node instanceof ScalarNode
          ? check(node, shape.single(), key)
          : wrong(node, shape, key);
    }
    List<String> given = mapping.getValue().stream().map(Checking::name).toList();
    List<Fields> meant =
        shape.mappings().stream().filter(one -> given.contains(one.keys().get(0))).toList();
    Fields first =
        meant.isEmpty() ? shape.mappings().get(shape.mappings().size() - 1) : meant.get(0);
    for (Fields other : meant) {
      String second = other.keys().get(0);
      if (!first.keys().contains(second)) {
        String one = first.keys().get(0);
        return note(
            node, key, "`%s`: `%s` and `%s` do not go together".formatted(key, one, second));
      }
    }
    return fields(node, first, key);
  }

  private static String unknown(String name, String path, Fields shape) {
    if (SECRET.matcher(name).matches()) {
      return secret(path, name.toUpperCase(java.util.Locale.ROOT));
    }
    String says = "unknown key `" + name + "`" + (path.equals(name) ? "" : " (" + path + ")");
    return Nearest.to(name, shape.keys())
        .map(near -> says + "; did you mean `" + near + "`?")
        .or(() -> elsewhere(name, SettingsShape.ROOT, "").map(at -> says + "; it goes under " + at))
        .orElseGet(() -> says + "; known here: " + String.join(", ", shape.keys()));
  }

  private static String secret(String path, String name) {
    return "`"
        + path
        + "`: secrets do not belong in this file; set "
        + name
        + " in the environment, or "
        + name
        + "_FILE to a file that holds it";
  }

  private static Optional<String> elsewhere(String name, Fields shape, String path) {
    for (Field field : shape.fields()) {
      String at = path.isEmpty() ? field.key() : path + "." + field.key();
      Shape inner = field.shape() instanceof Many many ? many.item() : field.shape();
      if (inner instanceof Fields fields) {
        if (fields.keys().contains(name)) {
          return Optional.of("`" + at + "`");
        }
        Optional<String> deeper = elsewhere(name, fields, at);
        if (deeper.isPresent()) {
          return deeper;
        }
      }
    }
    return Optional.empty();
  }

  private void missing(Node node, Field field, String key) {
    String path = key.isEmpty() ? field.key() : key + "." + field.key();
    note(node, path, "`" + path + "` is missing; " + field.shape().means() + " is wanted here");
  }

  private Object wrong(Node node, Shape shape, String key) {
    String at = key.isEmpty() ? "the file" : "`" + key + "`";
    return note(node, key, at + " is " + kind(node) + "; " + shape.means() + " is wanted here");
  }

  static String kind(Node node) {
    return switch (node.getNodeType()) {
      case MAPPING -> "a mapping";
      case SEQUENCE -> "a list";
      default -> node.getTag().equals(Tag.NULL) ? "empty" : "a single value";
    };
  }

  private Object note(Node node, String key, String says) {
    problems.add(new Problem(file, line(node), key, says));
    return null;
  }

  private static String name(NodeTuple entry) {
    return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "(not a word)";
  }

  private static int line(Node node) {
    return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }
}
