package dev.nightshift.activities.knowledge;

import dev.nightshift.activities.knowledge.Entry.Match;
import dev.nightshift.activities.sql.CaseMapping;
import dev.nightshift.workflows.values.DocumentedChange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads one markdown page: front matter, prose, and at most one executable block. */
public final class Page {
  private static final Pattern FRONT =
      Pattern.compile("\\A---\\R(.*?)\\R---\\s*(?:\\R|\\z)", Pattern.DOTALL);
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?m)^```nightshift[ \\t]*\\R(.*?)^```[ \\t]*$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern HEADING = Pattern.compile("(?m)^#\\s+(.+)$");
  private static final Set<String> MATCH = Set.of("test", "node", "message", "column", "values");
  private static final Set<String> CHANGE = Set.of("file", "key", "operation", "value");
  private static final Set<String> OPERATIONS = Set.of("add", "set", "remove");

  private Page() {}

  /** What is wrong with its block is said in the entry: the prose is of use all the same. */
  public static Entry read(String path, String text) {
    String body = text.replace("\uFEFF", "").replace("\r\n", "\n");
    Map<?, ?> front = Map.of();
    String problem = "";
    Matcher matter = FRONT.matcher(body);
    if (matter.find()) {
      try {
        front = map(yaml(matter.group(1)), "the front matter");
      } catch (BadBlock | YamlEngineException wrong) {
        problem = "its front matter cannot be read: " + firstLine(wrong);
      }
      body = body.substring(matter.end());
    }
    Match match = null;
    DocumentedChange change = null;
    List<String> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(body);
    while (block.find()) {
      blocks.add(block.group(1));
    }
    if (blocks.size() > 1) {
      problem = "it has " + blocks.size() + " nightshift blocks, where one is allowed";
    } else if (blocks.size() == 1) {
      try {
        Map<?, ?> fields = map(yaml(blocks.get(0)), "the block");
        known(fields, Set.of("match", "change"), "the block");
        match = match(map(fields.get("match"), "match"));
        change = change(map(fields.get("change"), "change"));
      } catch (BadBlock | YamlEngineException wrong) {
        match = null;
        problem = "its nightshift block cannot be used: " + firstLine(wrong);
      }
    }
    return new Entry(
        path,
        title(front, body, path),
        texts(front.get("tags")),
        BLOCK.matcher(body).replaceAll("").strip(),
        hash(text),
        match,
        change,
        problem);
  }

  private static Match match(Map<?, ?> fields) {
    known(fields, MATCH, "match");
    if (fields.isEmpty()) {
      throw new BadBlock("match is empty, so it would be for every failure");
    }
    return new Match(
        text(fields, "test"),
        text(fields, "node"),
        text(fields, "message"),
        text(fields, "column"),
        texts(fields.get("values")));
  }

  private static DocumentedChange change(Map<?, ?> fields) {
    known(fields, CHANGE, "change");
    String file = text(fields, "file");
    boolean seed = DocumentedEdit.isSeed(file);
    boolean sql = DocumentedEdit.isSql(file);
    String value = sql ? mapped(fields.get("value")) : text(fields, "value");
    for (String field : CHANGE) {
      boolean missing = field.equals("value") ? value.isEmpty() : text(fields, field).isEmpty();
      // A row has a value for each column of its seed, so that no key need be named.
      if (missing && !(seed && field.equals("key"))) {
        throw new BadBlock("change has no " + field);
      }
    }
    if (!OPERATIONS.contains(text(fields, "operation"))) {
      throw new BadBlock(
          "the operation "
              + text(fields, "operation")
              + " is not one of "
              + OPERATIONS.stream().sorted().toList());
    }
    if (seed && !text(fields, "operation").equals("add")) {
      throw new BadBlock("to the seed " + file + " a row can be added, and nothing else");
    }
    if (sql && !text(fields, "operation").equals("add")) {
      throw new BadBlock("to what " + file + " maps values can be added, and nothing else");
    }
    if (sql && text(fields, "key").contains(".")) {
      throw new BadBlock("the key " + text(fields, "key") + " is not the name of a column alone");
    }
    if (file.startsWith("/") || List.of(file.split("[/\\\\]")).contains("..")) {
      throw new BadBlock("the file " + file + " is not inside the project");
    }
    return new DocumentedChange(file, text(fields, "key"), text(fields, "operation"), value);
  }

  private static String mapped(Object value) {
    if (value == null) {
      return "";
    }
    Map<?, ?> results = map(value, "what a model maps, its value,");
    String doubt = CaseMapping.doubt(results);
    if (!doubt.isEmpty()) {
      throw new BadBlock("its value cannot stand in SQL: " + doubt);
    }
    return CaseMapping.written(results);
  }

  /** Bounded: a page is text that anybody with write access to the repository wrote. */
  private static Object yaml(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(0)
            .setCodePointLimit(100_000)
            .build();
    try {
      return new Load(settings).loadFromString(text);
    } catch (StackOverflowError deep) {
      throw new BadBlock("it nests too deeply");
    }
  }

  private static Map<?, ?> map(Object value, String what) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new BadBlock(what + " is not a mapping");
  }

  private static void known(Map<?, ?> fields, Set<String> allowed, String what) {
    for (Object key : fields.keySet()) {
      if (!allowed.contains(String.valueOf(key))) {
        throw new BadBlock(
            what
                + " has an unknown key "
                + key
                + "; it knows "
                + allowed.stream().sorted().toList());
      }
    }
  }

  private static String text(Map<?, ?> fields, String key) {
    Object value = fields.get(key);
    if (value instanceof Map || value instanceof List) {
      throw new BadBlock(key + " is not a single value");
    }
    return value == null ? "" : String.valueOf(value);
  }

  private static List<String> texts(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return value == null ? List.of() : List.of(String.valueOf(value));
  }

  private static String title(Map<?, ?> front, String body, String path) {
    if (front.get("title") != null) {
      return String.valueOf(front.get("title"));
    }
    Matcher heading = HEADING.matcher(body);
    return heading.find() ? heading.group(1).strip() : path;
  }

  private static String firstLine(RuntimeException wrong) {
    return String.valueOf(wrong.getMessage()).lines().findFirst().orElse("");
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static final class BadBlock extends RuntimeException {
    BadBlock(String message) {
      super(message);
    }
  }
}
