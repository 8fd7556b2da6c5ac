package dev.nightshift.activities.served;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.file.WholeFile;
import dev.nightshift.activities.served.ToolServers.Answer;
import dev.nightshift.workflows.durable.Converter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What was asked of other servers, a file for each call: entered before it is sent, and with its
 * answer before that is given, so that none is carried out twice because something died between.
 */
public final class CallBook {
  private final Path folder;
  private final InstantSource clock;

  public CallBook(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** A call by the attempt that made it; {@code answer} is null until there is one. */
  record Entry(int attempt, Answer answer) {}

  /** What is known of a call; empty where it was never made. */
  Optional<Entry> entry(String key) {
    Path file = file(key);
    try {
      return Files.exists(file)
          ? Optional.of(Converter.json().readValue(Files.readAllBytes(file), Entry.class))
          : Optional.empty();
    } catch (IOException e) {
      throw Folders.failure("the call of a tool in " + file + " cannot be read", e);
    }
  }

  void enter(String key, Entry entry) {
    try {
      WholeFile.write(file(key), Converter.json().writeValueAsBytes(entry));
    } catch (IOException e) {
      throw Folders.failure("the call of a tool cannot be noted in " + folder, e);
    }
  }

  private Path file(String key) {
    return folder.resolve(UUID.nameUUIDFromBytes(key.getBytes(UTF_8)) + ".json");
  }

  /** Removes calls of so long ago. */
  public void forget(Duration age) {
    Instant since = clock.instant().minus(age);
    try {
      for (Path file : all()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw Folders.failure("the notes of calls in " + folder + " cannot be removed", e);
    }
  }

  private List<Path> all() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
