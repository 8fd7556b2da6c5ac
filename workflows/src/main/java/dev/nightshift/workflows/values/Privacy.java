package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.util.List;
import java.util.stream.Stream;

/**
 * What of production's rows may be shown where. {@code rows} holds for each place that says nothing
 * of its own. {@code sensitive} are patterns of columns, {@code *email*} or {@code
 * customers.full_name}, which count as marked beside those that the project marks itself: a marked
 * column is shown nowhere, whatever is said here.
 */
public record Privacy(
    Rows rows, Rows report, Rows pull, Rows chat, Rows email, Rows model, List<String> sensitive) {

  /** How much of a row is shown, from nothing to all. */
  public enum Rows {
    /** Numbers only. A word that this build does not know says no more. */
    @JsonEnumDefaultValue
    NONE,
    /** Only what says which row it is. */
    KEYS,
    /** That, and of the rest what kind of value it is and which are equal. */
    MASKED,
    FULL
  }

  /** Where rows could be shown. */
  public enum Place {
    REPORT,
    PULL,
    CHAT,
    EMAIL,
    MODEL
  }

  public Privacy {
    rows = requireNonNullElse(rows, Rows.MASKED);
    report = requireNonNullElse(report, rows);
    pull = requireNonNullElse(pull, rows);
    chat = requireNonNullElse(chat, rows);
    email = requireNonNullElse(email, rows);
    model = requireNonNullElse(model, rows);
    sensitive = sensitive == null ? List.of() : List.copyOf(sensitive);
  }

  public static Privacy standard() {
    return new Privacy(null, null, null, null, null, null, null);
  }

  public Rows in(Place place) {
    return switch (place) {
      case REPORT -> report;
      case PULL -> pull;
      case CHAT -> chat;
      case EMAIL -> email;
      case MODEL -> model;
    };
  }

  /**
   * Whether a sentence may name a value that is no key. It goes to all places, and into the flow's
   * history: the strictest of them decides.
   */
  public boolean namesValues() {
    return Stream.of(Place.values()).map(this::in).allMatch(rows -> rows.compareTo(Rows.KEYS) > 0);
  }
}
