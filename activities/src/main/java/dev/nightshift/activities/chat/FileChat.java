package dev.nightshift.activities.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.file.Locks;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.durable.Ids;
import dev.nightshift.workflows.ports.Chat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Appends messages to a file a channel. What a crash cut off is no message: it is skipped by
 * readers, and its key is posted again.
 */
public final class FileChat implements Chat {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String ENDING = ".jsonl";

  private final Path folder;
  private final InstantSource clock;
  private final Quiet quiet;

  /** As quiet as a chat is where nobody says otherwise. */
  public FileChat(Path folder, InstantSource clock) {
    this(folder, clock, Settings.Slack.USUAL_MESSAGES);
  }

  FileChat(Path folder, InstantSource clock, int mostThreads) {
    this.folder = folder;
    this.clock = clock;
    this.quiet = new Quiet(mostThreads);
  }

  @Override
  public String post(Message message) {
    if (message == null || blank(message.channel()) || blank(message.key())) {
      throw ErrorKind.BAD_INPUT.failure("a message has a channel and a key");
    }
    Path file = fileOf(message.channel());
    try {
      return Locks.alone(
          file.resolveSibling(".locks").resolve(file.getFileName() + ".lock"),
          PATIENCE,
          () -> posted(file, message));
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure(
          "cannot post to the channel " + message.channel() + ": " + e, e);
    }
  }

  private String posted(Path file, Message message) throws IOException {
    List<Post> said = read(file);
    if (isThere(said, message)) {
      return place(message);
    }
    if (begins(said, message) && quiet.leavesOut(message, begun(said, message.project()))) {
      Message instead = quiet.insteadOf(message, clock.instant());
      if (!isThere(said, instead)) {
        append(file, instead);
      }
      return "";
    }
    append(file, message);
    return place(message);
  }

  private static boolean isThere(List<Post> said, Message message) {
    return said.stream().anyMatch(post -> post.key().equals(message.key()));
  }

  private static boolean begins(List<Post> said, Message message) {
    return said.stream().noneMatch(post -> post.thread().equals(message.thread()));
  }

  /** The threads of a project whose first word is of the last day. */
  private long begun(List<Post> said, String project) {
    Instant since = Quiet.since(clock.instant());
    Map<String, Post> first = new HashMap<>();
    said.stream()
        .filter(post -> post.project().equals(project))
        .forEach(post -> first.putIfAbsent(post.thread(), post));
    return first.values().stream().filter(post -> !post.at().isBefore(since)).count();
  }

  private static String place(Message message) {
    return message.channel() + "/" + Ids.hash(message.key()).substring(0, 12);
  }

  /** The messages of a channel in their order; none where nothing was ever said. */
  public List<Post> read(String channel) {
    try {
      return read(fileOf(channel));
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure("the channel " + channel + " cannot be read: " + e, e);
    }
  }

  /** The channels in which something was said. */
  public List<String> channels() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<String> channels = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).sorted().toList()) {
        read(file).stream().findFirst().ifPresent(post -> channels.add(post.channel()));
      }
      return channels;
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure("the channels in " + folder + " cannot be read: " + e, e);
    }
  }

  private void append(Path file, Message message) throws IOException {
    Post post =
        new Post(
            message.key(),
            message.thread(),
            clock.instant().toString(),
            message.project(),
            message.channel(),
            message.link().isEmpty() ? message.text() : message.text() + " " + message.link());
    Folders.make(folder);
    String line = Converter.json().writeValueAsString(post) + "\n";
    String bytes = isTorn(file) ? "\n" + line : line;
    try (FileChannel out =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
            Folders.ownerOnly())) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.UTF_8));
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      out.force(true);
    }
  }

  private static List<Post> read(Path file) throws IOException {
    List<Post> posts = new ArrayList<>();
    for (String line : lines(file)) {
      parsed(line).ifPresent(posts::add);
    }
    return posts;
  }

  private static Optional<Post> parsed(String line) {
    try {
      return Optional.of(Converter.json().readValue(line, Post.class));
    } catch (JsonProcessingException torn) {
      return Optional.empty();
    }
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank()).toList();
    } catch (NoSuchFileException nothingSaid) {
      return List.of();
    }
  }

  private static boolean isTorn(Path file) throws IOException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return false;
    }
    byte[] all = Files.readAllBytes(file);
    return all[all.length - 1] != '\n';
  }

  /** A channel's name is a person's: what a file name cannot hold is replaced, and told apart. */
  private Path fileOf(String channel) {
    String name = channel.startsWith("#") ? channel.substring(1) : channel;
    String safe = name.replaceAll("[^A-Za-z0-9_-]", "-");
    String apart = safe.equals(name) && !safe.isEmpty() ? "" : "-" + Ids.hash(name).substring(0, 8);
    return folder.resolve(safe.substring(0, Math.min(80, safe.length())) + apart + ENDING);
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }
}
