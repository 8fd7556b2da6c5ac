package dev.nightshift.activities.model;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.file.WholeFile;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Each turn is paid once: before a question is sent it is entered with the most that it can cost,
 * before its answer is given it is entered with that. Who finds a question without an answer knows
 * that it was lost on its way, and may have been paid. A file for each question, for its owner
 * alone, in a folder for each turn in a folder for each session.
 */
public final class TurnBook {
  private final Path folder;
  private final InstantSource clock;

  public TurnBook(Path folder, InstantSource clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** A question: {@code answer} is null until there is one. */
  private record Entry(String request, Usage usage, Answer answer) {}

  /** Removes sessions in which nothing was entered for so long; says how many. */
  public int forget(Duration unused) {
    Instant since = clock.instant().minus(unused);
    int forgotten = 0;
    for (Path session : in(folder)) {
      if (newest(session).isBefore(since)) {
        Folders.delete(session);
        forgotten++;
      }
    }
    return forgotten;
  }

  Page page(String session, int number) {
    return new Page(folder.resolve(sessionName(session)).resolve(String.valueOf(number)));
  }

  /** A name of a fixed length that gives nothing away. */
  static String sessionName(String session) {
    return UUID.nameUUIDFromBytes(session.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private static Instant newest(Path session) {
    return Stream.concat(Stream.of(session), in(session).stream())
        .map(TurnBook::changed)
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private static Instant changed(Path path) {
    try {
      return Files.getLastModifiedTime(path).toInstant();
    } catch (IOException vanished) {
      return Instant.MIN;
    }
  }

  private static List<Path> in(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException | UncheckedIOException unreadable) {
      throw ErrorKind.UNAVAILABLE.failure(
          "the turns in " + folder + " cannot be read: " + unreadable, unreadable);
    }
  }

  /** What was asked in one turn. */
  static final class Page {
    private final Path folder;

    private Page(Path folder) {
      this.folder = folder;
    }

    /** The answer that was kept of this very question. */
    Optional<Answer> answer(String request) {
      return entries().stream()
          .filter(entry -> entry.request().equals(request) && entry.answer() != null)
          .map(Entry::answer)
          .findFirst();
    }

    /** How often it was sent and is without an answer. */
    int unanswered(String request) {
      return (int)
          entries().stream()
              .filter(entry -> entry.request().equals(request) && entry.answer() == null)
              .count();
    }

    /** What all questions of the turn cost, those without an answer at the most. */
    Usage usage() {
      return entries().stream().map(Entry::usage).reduce(Usage.NONE, Usage::plus);
    }

    /** Enters a question that is about to be sent. */
    Line ask(String request, Usage most) {
      Line line = new Line(request, folder.resolve(UUID.randomUUID() + ".json"));
      line.write(most, null);
      return line;
    }

    private List<Entry> entries() {
      List<Entry> entries = new ArrayList<>();
      for (Path file : in(folder)) {
        if (file.toString().endsWith(".json")) {
          entries.add(read(file));
        }
      }
      return entries;
    }

    private static Entry read(Path file) {
      try {
        return Exact.read(Files.readAllBytes(file), Entry.class);
      } catch (IOException spoilt) {
        throw ErrorKind.UNREADABLE.failure(
            "the turn in " + file + " cannot be read: remove it, and it counts as never paid",
            spoilt);
      }
    }
  }

  /** The place of one question in the book. */
  static final class Line {
    private final String request;
    private final Path file;

    private Line(String request, Path file) {
      this.request = request;
      this.file = file;
    }

    void answered(Answer answer, Usage usage) {
      write(usage, answer);
    }

    /** There will be no answer, and it is known what that cost. */
    void broken(Usage usage) {
      write(usage, null);
    }

    /** It was not taken, and costs nothing. */
    void strike() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw Folders.failure("the turn in " + file + " cannot be removed", e);
      }
    }

    private void write(Usage usage, Answer answer) {
      try {
        WholeFile.write(file, Exact.bytes(new Entry(request, usage, answer)));
      } catch (IOException e) {
        throw Folders.failure("the turn in " + file + " cannot be kept", e);
      }
    }
  }
}
