package dev.nightshift.activities.notion;

import dev.nightshift.activities.file.WholeFile;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.BlobRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What was read of Notion, on this machine's disk: a cache that may vanish. */
final class Kept {
  /** Notion tells the time of an edit by the minute: two in one look like one. */
  private static final Duration SURE = Duration.ofMinutes(2);

  private final Path folder;

  Kept(Path folder) {
    this.folder = folder;
  }

  /** The entries of a project as they were then; {@code source} says where they came from. */
  record Entries(String source, long at, BlobRef entries) {}

  /** One page's text, as of an edit of it. */
  record Text(String edited, long at, String text) {}

  Path lock(String project) {
    return folder.resolve(project + ".lock");
  }

  Optional<Entries> entries(String project) {
    return read(folder.resolve(project + ".json"), Entries.class)
        .filter(kept -> kept.source() != null && kept.entries() != null);
  }

  void keep(String project, Entries entries) {
    write(folder.resolve(project + ".json"), entries);
  }

  /** The page as it was read before, where it was not edited since, whatever our own clock says. */
  Optional<String> text(String page, String edited) {
    return read(file(page), Text.class)
        .filter(kept -> kept.text() != null && edited.equals(kept.edited()))
        .filter(kept -> Instant.ofEpochMilli(kept.at()).isAfter(time(edited).plus(SURE)))
        .map(Text::text);
  }

  void keep(String page, Text text) {
    write(file(page), text);
  }

  private Path file(String page) {
    return folder.resolve("pages").resolve(page.replaceAll("[^0-9a-f-]", "") + ".json");
  }

  private static Instant time(String edited) {
    try {
      return Instant.parse(edited);
    } catch (DateTimeParseException strange) {
      return Instant.MAX.minus(SURE);
    }
  }

  private static <T> Optional<T> read(Path file, Class<T> type) {
    try {
      return Files.exists(file)
          ? Optional.ofNullable(Converter.json().readValue(file.toFile(), type))
          : Optional.empty();
    } catch (IOException spoilt) {
      return Optional.empty();
    }
  }

  private static void write(Path file, Object value) {
    try {
      WholeFile.write(file, Converter.json().writeValueAsBytes(value));
    } catch (IOException full) {
      throw new UncheckedIOException("what was read of Notion cannot be kept", full);
    }
  }
}
