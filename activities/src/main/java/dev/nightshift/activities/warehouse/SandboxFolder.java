package dev.nightshift.activities.warehouse;

import dev.nightshift.activities.file.Folders;
import dev.nightshift.activities.home.Home;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where a sandbox lives: {@code label.json} says whose it is, {@code ready.json} is written last
 * and says that the copy is whole. Both are beside the folder that dbt may write, never in it.
 */
public record SandboxFolder(Path root) {
  private static final String TOUCHED = "touched";

  public static SandboxFolder of(Home home, String name) {
    Path root = home.sandboxes().resolve(name).normalize();
    if (name.isBlank() || !home.sandboxes().equals(root.getParent())) {
      throw ErrorKind.BAD_INPUT.failure("'" + name + "' is not a sandbox's name.");
    }
    return new SandboxFolder(root);
  }

  String name() {
    return root.getFileName().toString();
  }

  /** The label of a sandbox that is being made. */
  record Label(String owner, String project, String madeAt) {}

  /** What is in a whole one; {@code file} is the database's file name. */
  record Ready(Sandbox sandbox, String file) {}

  /** The folder that dbt may write: the database, its log, its spilled pages. */
  public Path writable() {
    return root.resolve("database");
  }

  /**
   * The database, when the sandbox is whole. A job that put a link in its place would send the next
   * reader elsewhere, so only a plain file is one.
   */
  public Path database() {
    Path file =
        ready()
            .map(ready -> writable().resolve(ready.file()))
            .orElseThrow(
                () ->
                    ErrorKind.NOT_FOUND.failure(
                        "The sandbox " + name() + " is gone; start the work again."));
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw ErrorKind.REFUSED.failure(
          "The database of sandbox " + name() + " was replaced by something else.");
    }
    return file;
  }

  /** Code that is not the base's is about to run in it: nobody knows any more what is in what. */
  public void touch() {
    try {
      Files.writeString(root.resolve(TOUCHED), "");
    } catch (IOException full) {
      throw new UncheckedIOException(root + " cannot be written", full);
    }
  }

  boolean isTouched() {
    return Files.exists(root.resolve(TOUCHED));
  }

  Optional<Label> label() {
    return read("label.json", Label.class);
  }

  Optional<Ready> ready() {
    return read("ready.json", Ready.class);
  }

  void write(Label label) {
    write("label.json", label);
  }

  void write(Ready ready) {
    write("ready.json", ready);
  }

  /** The marker goes first: what is half removed must not look whole. */
  void remove() {
    try {
      Files.deleteIfExists(root.resolve("ready.json"));
      Folders.delete(root);
    } catch (IOException stuck) {
      throw ErrorKind.UNAVAILABLE.failure(
          "The sandbox " + root + " cannot be removed: " + stuck.getMessage(), stuck);
    }
  }

  private <T> Optional<T> read(String name, Class<T> type) {
    Path file = root.resolve(name);
    try {
      return Files.exists(file)
          ? Optional.of(Converter.json().readValue(Files.readAllBytes(file), type))
          : Optional.empty();
    } catch (IOException cutOff) {
      throw ErrorKind.UNREADABLE.failure(file + " is not readable; drop the sandbox.", cutOff);
    }
  }

  private void write(String name, Object value) {
    try {
      Path fresh = root.resolve(name + ".new");
      Files.write(fresh, Converter.json().writeValueAsBytes(value));
      Files.move(fresh, root.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException full) {
      throw new UncheckedIOException(root + " cannot be written", full);
    }
  }
}
