package dev.nightshift.activities.headless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nightshift.activities.file.Restless;
import dev.nightshift.workflows.durable.Converter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that an agent keeps in its home, for one of which nobody knows where it writes down its
 * sessions: a line of JSON for each file. What is large beyond measure is not kept, and its session
 * then begins anew.
 */
record Belongings(Path home) implements Notes {
  private static final String PLACE = ".";

  /** What can be had again is no memory. */
  private static final Set<String> NOT_KEPT = Set.of(".cache", "cache", "node_modules", "log");

  /** So that no line is longer than the reader of JSON allows. */
  private static final long MOST_BYTES = 12 << 20;

  private static final int MOST_FILES = 2000;
  private static final int DEEPEST = 12;

  @Override
  public Optional<Map.Entry<String, byte[]>> read(String session) throws IOException {
    if (session.isEmpty()) {
      return Optional.empty();
    }
    try (DirectoryStream<Path> root = Files.newDirectoryStream(home)) {
      return root instanceof SecureDirectoryStream<Path> folder
          ? new Packing().all(folder)
          : Optional.empty();
    }
  }

  @Override
  public void restore(String place, byte[] written) throws IOException {
    try (MappingIterator<JsonNode> files =
        Converter.json().readerFor(JsonNode.class).readValues(written)) {
      while (files.hasNextValue()) {
        JsonNode file = files.nextValue();
        Path there = home.resolve(file.path("file").asText()).normalize();
        if (!there.startsWith(home) || there.equals(home)) {
          throw new IOException(there + " is out of the agent's home");
        }
        Files.createDirectories(there.getParent());
        Files.write(
            there,
            file.has("base64")
                ? file.get("base64").binaryValue()
                : file.path("text").asText().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** From one open folder to the next, so that no link can lead us to a file of ours. */
  private static final class Packing {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long room = MOST_BYTES;
    private int files;

    Optional<Map.Entry<String, byte[]>> all(SecureDirectoryStream<Path> home) throws IOException {
      return pack(home, Path.of(""), 0) && files > 0
          ? Optional.of(Map.entry(PLACE, bytes.toByteArray()))
          : Optional.empty();
    }

    private boolean pack(SecureDirectoryStream<Path> folder, Path here, int depth)
        throws IOException {
      TreeSet<Path> names = new TreeSet<>();
      folder.forEach(entry -> names.add(entry.getFileName()));
      for (Path name : names) {
        try {
          if (!packOne(folder, name, here.resolve(name), depth)) {
            return false;
          }
        } catch (IOException gone) {
          // The agent works on, or lets nobody read it: the rest is worth keeping.
        }
      }
      return true;
    }

    private boolean packOne(SecureDirectoryStream<Path> folder, Path name, Path there, int depth)
        throws IOException {
      BasicFileAttributes attributes =
          folder
              .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
              .readAttributes();
      if (attributes.isDirectory() && depth < DEEPEST && !NOT_KEPT.contains("" + name)) {
        Optional<SecureDirectoryStream<Path>> entered = Restless.enter(folder, name);
        if (entered.isPresent()) {
          try (SecureDirectoryStream<Path> inner = entered.get()) {
            return pack(inner, there, depth + 1);
          }
        }
      }
      return !attributes.isRegularFile() || add(folder, name, there);
    }

    private boolean add(SecureDirectoryStream<Path> folder, Path name, Path there)
        throws IOException {
      byte[] text = Restless.read(folder, name, (int) room + 1);
      room -= text.length;
      files++;
      if (room < 0 || files > MOST_FILES) {
        return false;
      }
      ObjectNode file = Converter.json().createObjectNode().put("file", there.toString());
      String words = new String(text, StandardCharsets.UTF_8);
      boolean isText = Arrays.equals(words.getBytes(StandardCharsets.UTF_8), text);
      bytes.writeBytes(
          Converter.json()
              .writeValueAsBytes(isText ? file.put("text", words) : file.put("base64", text)));
      bytes.write('\n');
      return true;
    }
  }
}
