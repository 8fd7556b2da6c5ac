package dev.nightshift.activities.rows;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The first rows that a question found, as text, null for SQL's null. They are kept as a blob and
 * nowhere else, and a marked column's values not even there: what is not kept cannot be shown.
 */
public record KeptRows(List<Column> columns, List<List<String>> rows, boolean more) {
  /** {@code key} columns say which row it is; {@code sensitive} ones are marked. */
  public record Column(String name, boolean key, boolean sensitive) {
    public Column {
      name = requireNonNullElse(name, "");
    }
  }

  public KeptRows {
    columns = columns == null ? List.of() : List.copyOf(columns);
    List<List<String>> kept = new ArrayList<>();
    for (List<String> row : rows == null ? List.<List<String>>of() : rows) {
      kept.add(withoutMarked(columns, row));
    }
    rows = List.copyOf(kept);
  }

  private static List<String> withoutMarked(List<Column> columns, List<String> row) {
    List<String> kept = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      kept.add(columns.get(i).sensitive() || i >= row.size() ? null : row.get(i));
    }
    return Collections.unmodifiableList(kept);
  }

  public BlobRef keep(Blobs blobs) {
    try {
      return blobs.putText("rows.json", Converter.json().writeValueAsString(this));
    } catch (JsonProcessingException broken) {
      throw ErrorKind.BROKEN.failure("The rows could not be written as JSON.", broken);
    }
  }

  /** Empty when they have expired. */
  public static Optional<KeptRows> read(BlobRef ref, Blobs blobs) {
    try {
      return Optional.of(Converter.json().readValue(blobs.readText(ref), KeptRows.class));
    } catch (ApplicationFailure gone) {
      if (ErrorKind.of(gone) == ErrorKind.BLOB_MISSING) {
        return Optional.empty();
      }
      throw gone;
    } catch (JsonProcessingException wrong) {
      throw ErrorKind.UNREADABLE.failure("The rows are not the JSON that was kept.", wrong);
    }
  }
}
