package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One artifact, by the name that a person knows it by, checked to be what it should be. */
record ArtifactFile(String name, Kind kind, Source source) {

  /** What is read here, and the schema versions that are understood. */
  enum Kind {
    RUN_RESULTS("run-results", "results", 4, 6),
    MANIFEST("manifest", "nodes", 9, 12);

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
  }

  /** Opens the bytes; empty when there are none. */
  @FunctionalInterface
  interface Source {
    InputStream open() throws IOException;
  }

  private static final Pattern SCHEMA = Pattern.compile("/dbt/([a-z-]+)/v(\\d+)");

  JsonNode read() {
    JsonNode root;
    try (InputStream stream = source.open()) {
      root = Converter.json().readTree(stream);
    } catch (JacksonException wrong) {
      throw unreadable(
          "is not whole JSON (line "
              + (wrong.getLocation() == null ? 0 : wrong.getLocation().getLineNr())
              + "); it may have been cut off while it was written or copied. Hand over the whole"
              + " file.",
          null);
    } catch (java.io.FileNotFoundException | java.nio.file.NoSuchFileException missing) {
      throw unreadable(
          "is not there. dbt writes it only when it got as far as running nodes: after a parse or"
              + " compile error of the whole project there is none. Look at dbt's log of that run.",
          null);
    } catch (IOException failed) {
      throw ErrorKind.UNAVAILABLE.failure(name + " could not be read: " + failed.getMessage());
    }
    return checked(root);
  }

  private JsonNode checked(JsonNode root) {
    if (root == null || !root.isObject()) {
      throw unreadable("is JSON, but no artifact of dbt: it holds no object.", null);
    }
    String schema = root.path("metadata").path("dbt_schema_version").asText("");
    Matcher version = SCHEMA.matcher(schema);
    if (!version.find()) {
      throw unreadable(
          "does not say what it is (no metadata.dbt_schema_version); hand over the "
              + kind.word
              + " that dbt wrote.",
          null);
    }
    if (!version.group(1).equals(kind.word)) {
      throw unreadable(
          "is a " + version.group(1) + ", not a " + kind.word + "; hand over the right file.",
          null);
    }
    int number = Integer.parseInt(version.group(2));
    if (number < kind.oldest || number > kind.newest) {
      throw unreadable(
          "is a "
              + kind.word
              + " of version "
              + number
              + "; versions "
              + kind.oldest
              + " to "
              + kind.newest
              + " (dbt 1.5 to 1.12 and 2) can be read.",
          null);
    }
    if (root.path(kind.field).isMissingNode()) {
      throw unreadable("has no " + kind.field + ": it is cut off or was made by hand.", null);
    }
    return root;
  }

  private RuntimeException unreadable(String what, Throwable cause) {
    return ErrorKind.UNREADABLE.failure(name + " " + what, cause);
  }
}
