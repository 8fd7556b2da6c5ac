package dev.nightshift.starter.scenario;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.InflaterInputStream;

/**
 * Looks for somebody's name, which stands in the sample's marked columns and nowhere else, in all
 * that a flow has left: reports, letters, pull requests, messages, blobs, logs, histories.
 */
final class Canary {
  /** The family name of everybody there. */
  static final String NAME = "Quillfeather";

  private final Path home;
  private final UnaryOperator<String> histories;

  Canary(Path home, UnaryOperator<String> histories) {
    this.home = home;
    this.histories = histories;
  }

  /** Each place is a sentence; none is as it should be. */
  List<String> after(String workflow) throws IOException {
    List<String> places = new ArrayList<>();
    if (histories.apply(workflow).contains(NAME)) {
      places.add("the history of " + workflow + " holds what the sample marks as sensitive");
    }
    for (Path file : files()) {
      if (isLeft(file) && holds(file)) {
        places.add(home.relativize(file) + " holds what the sample marks as sensitive");
      }
    }
    return places;
  }

  /** The server works on: what is gone before it was looked at was not left. */
  private List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        home,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) throws IOException {
            if (gone instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw gone;
          }
        });
    Collections.sort(files);
    return files;
  }

  /** A copy of the data is a sandbox's, and goes with it. */
  private static boolean isLeft(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && !name.endsWith(".duckdb") && !name.endsWith(".wal");
  }

  private static boolean holds(Path file) throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException gone) {
      return false;
    }
    return text(content).contains(NAME)
        || (file.toString().contains("/objects/") && text(inflated(content)).contains(NAME));
  }

  private static String text(byte[] content) {
    return new String(content, StandardCharsets.ISO_8859_1);
  }

  /** Git keeps what is committed, and what is said of it, deflated; packs have other parts too. */
  private static byte[] inflated(byte[] content) {
    ByteArrayOutputStream inflated = new ByteArrayOutputStream();
    try (InputStream stream = new InflaterInputStream(new ByteArrayInputStream(content))) {
      stream.transferTo(inflated);
    } catch (IOException noObject) {
      return new byte[0];
    }
    return inflated.toByteArray();
  }
}
