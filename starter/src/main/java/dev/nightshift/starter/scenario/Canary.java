package dev.nightshift.starter.scenario;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(Canary::isLeft).sorted().toList()) {
        if (holds(file)) {
          places.add(home.relativize(file) + " holds what the sample marks as sensitive");
        }
      }
    }
    return places;
  }

  /** A copy of the data is a sandbox's, and goes with it. */
  private static boolean isLeft(Path file) {
    String name = file.getFileName().toString();
    return Files.isRegularFile(file) && !name.endsWith(".duckdb") && !name.endsWith(".wal");
  }

  private static boolean holds(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
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
