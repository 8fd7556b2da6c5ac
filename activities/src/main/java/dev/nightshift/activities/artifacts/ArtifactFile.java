package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One artifact, by the name that a person knows it by, checked to be what it should be. It is held
 * open from the first byte to the last, so that a file put in its place meanwhile changes nothing.
 */
final class ArtifactFile implements AutoCloseable {

  /** What is read here, and the schema versions that are understood. */
  enum Kind {
    RUN_RESULTS("run-results", "results", 4, 6),
    MANIFEST("manifest", "nodes", 9, 12),
    SOURCES("sources", "results", 1, 3);

    private final String word;
    private final String field;
    private final int oldest;
    private final int newest;

    Kind(String word, String field, int oldest, int newest) {
      this.word = word;
      this.field = field;
      this.oldest = oldest;
      this.newest = newest;
    }

    /** As dbt names it. */
    String fileName() {
      return switch (this) {
        case RUN_RESULTS -> "run_results.json";
        case MANIFEST -> "manifest.json";
        case SOURCES -> "sources.json";
      };
    }
  }

  /** Gives the file; {@link NoSuchFileException} when there is none. */
  @FunctionalInterface
  interface Source {
    Path file() throws IOException;
  }

  /** Is told each member of the outermost object, and must take its value. */
  @FunctionalInterface
  interface Member {
    void at(String name, JsonScan scan) throws IOException;
  }

  /** The largest nodes of large projects have a few megabytes of SQL; this is held in memory. */
  private static final int LARGEST_VALUE = 64 << 20;

  /** Python writes NaN and Infinity as they are. */
  private static final ObjectReader LENIENT =
      Converter.json().reader().with(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS);

  private static final Pattern SCHEMA = Pattern.compile("/dbt/([a-z-]+)/v(\\d+)");

  private final String name;
  private final Kind kind;
  private final FileChannel channel;

  private ArtifactFile(String name, Kind kind, FileChannel channel) {
    this.name = name;
    this.kind = kind;
    this.channel = channel;
  }

  static ArtifactFile open(String name, Kind kind, Source source) {
    try {
      Path file = source.file();
      // A pipe in its place would keep us waiting for ever.
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        throw unreadable(name, "is not a file.");
      }
      return new ArtifactFile(name, kind, FileChannel.open(file, StandardOpenOption.READ));
    } catch (FileNotFoundException | NoSuchFileException missing) {
      throw absent(name);
    } catch (IOException failed) {
      throw unavailable(name, failed);
    }
  }

  static RuntimeException absent(String name) {
    return unreadable(
        name,
        "is not there. dbt writes it only when it got as far as running nodes: after a parse or"
            + " compile error of the whole project there is none. Hand over dbt's log of that run"
            + " with the rest, as dbt.log or logs/dbt.log in the same folder.");
  }

  /** Reads it from the beginning to the end. */
  void eachMember(Member member) {
    try {
      channel.position(0);
      InputStream stream = Channels.newInputStream(channel);
      JsonScan scan = new JsonScan(stream);
      scan.passMark();
      if (scan.atEnd()) {
        throw unreadable(name, "is empty. Hand over the file that dbt wrote.");
      }
      if (scan.peek() != '{') {
        throw unreadable(
            name, "is no artifact of dbt: it is not JSON that begins with {. Hand over dbt's own.");
      }
      scan.take('{');
      for (boolean first = true; scan.another(first, '}'); first = false) {
        member.at(scan.name(), scan);
      }
      if (!scan.atEnd()) {
        throw new JsonScan.Broken("Something follows the end", scan.offset());
      }
    } catch (JsonScan.Broken broken) {
      throw unreadable(
          name,
          "is not whole JSON: "
              + broken.getMessage()
              + ". It may have been cut off while it was written or copied. Hand over the whole"
              + " file.");
    } catch (IOException failed) {
      throw unavailable(name, failed);
    }
  }

  /** The value at which the scan stands, which is taken. */
  JsonNode valueHere(JsonScan scan) throws IOException {
    scan.peek();
    long begun = scan.offset();
    scan.skipValue();
    return valueAt(Places.Place.between(begun, scan.offset()));
  }

  JsonNode valueAt(Places.Place place) {
    if (place.length() > LARGEST_VALUE) {
      throw refusal(
          "has a value of "
              + (place.length() >> 20)
              + " MB at byte "
              + place.offset()
              + ", which no node of dbt's is.");
    }
    ByteBuffer bytes = ByteBuffer.allocate(place.length());
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, place.offset() + bytes.position()) < 0) {
          throw ErrorKind.UNAVAILABLE.failure(name + " became shorter while it was read.");
        }
      }
      return LENIENT.readTree(bytes.array());
    } catch (JacksonException wrong) {
      long within = wrong.getLocation() == null ? 0 : wrong.getLocation().getByteOffset();
      throw unreadable(
          name,
          "is not JSON at byte "
              + (place.offset() + Math.max(0, within))
              + ". Hand over the file as dbt wrote it.");
    } catch (IOException failed) {
      throw unavailable(name, failed);
    }
  }

  void check(JsonNode metadata, Set<String> fields) {
    String schema = metadata.path("dbt_schema_version").asText("");
    Matcher version = SCHEMA.matcher(schema);
    if (!version.find()) {
      throw unreadable(
          name,
          "does not say what it is (no metadata.dbt_schema_version); hand over the "
              + kind.word
              + " that dbt wrote.");
    }
    if (!version.group(1).equals(kind.word)) {
      throw unreadable(
          name,
          "is a " + version.group(1) + ", not a " + kind.word + "; hand over the right file.");
    }
    String number = version.group(2);
    if (number.length() > 4
        || Integer.parseInt(number) < kind.oldest
        || Integer.parseInt(number) > kind.newest) {
      throw unreadable(
          name,
          "is a "
              + kind.word
              + " of version "
              + number
              + "; versions "
              + kind.oldest
              + " to "
              + kind.newest
              + " (dbt 1.5 to 1.12 and 2) can be read.");
    }
    if (!fields.contains(kind.field)) {
      throw unreadable(name, "has no " + kind.field + ": it is cut off or was made by hand.");
    }
  }

  /** That this is not what it should be; who reads the file sees more than is checked here. */
  RuntimeException refusal(String what) {
    return unreadable(name, what);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException failed) {
      throw unavailable(name, failed);
    }
  }

  private static RuntimeException unreadable(String name, String what) {
    return ErrorKind.UNREADABLE.failure(name + " " + what);
  }

  private static RuntimeException unavailable(String name, IOException failed) {
    return ErrorKind.UNAVAILABLE.failure(
        name + " could not be read: " + failed.getMessage(), failed);
  }
}
