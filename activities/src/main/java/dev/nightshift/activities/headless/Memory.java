package dev.nightshift.activities.headless;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.file.WholeFile;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** What is kept of a session, in a file that is there whole whenever a worker dies. */
final class Memory {
  private final Path file;
  private Kept kept;

  private Memory(Path file, Kept kept) {
    this.file = file;
    this.kept = kept;
  }

  static Memory of(Path file) {
    return new Memory(file, read(file).settled());
  }

  private static Kept read(Path file) {
    try {
      return Files.exists(file)
          ? Converter.json().readValue(Files.readAllBytes(file), Kept.class)
          : Kept.NOTHING;
    } catch (IOException spoilt) {
      // What it spent is in there: to begin anew would be to spend it again.
      throw ErrorKind.UNREADABLE.failure(
          "what an agent was to remember cannot be read in " + file + "; what it spent is unknown",
          spoilt);
    }
  }

  synchronized Kept kept() {
    return kept;
  }

  synchronized void update(UnaryOperator<Kept> change) {
    kept = change.apply(kept);
    try {
      WholeFile.write(file, Converter.json().writeValueAsBytes(kept));
    } catch (IOException full) {
      throw Folders.failure("what an agent is to remember cannot be kept in " + file, full);
    }
  }
}
