package dev.nightshift.workflows.durable;

import io.temporal.common.SearchAttributeKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Search attributes, fixed from the start; registered before the first workflow. None is secret.
 */
public final class Attributes {
  public static final SearchAttributeKey<String> KIND =
      SearchAttributeKey.forKeyword("NightshiftKind");
  public static final SearchAttributeKey<String> PROJECT =
      SearchAttributeKey.forKeyword("NightshiftProject");
  public static final SearchAttributeKey<String> REPOSITORY =
      SearchAttributeKey.forKeyword("NightshiftRepository");
  public static final SearchAttributeKey<String> VERDICT =
      SearchAttributeKey.forKeyword("NightshiftVerdict");
  public static final SearchAttributeKey<String> STATE =
      SearchAttributeKey.forKeyword("NightshiftState");
  public static final SearchAttributeKey<String> PERSON =
      SearchAttributeKey.forKeyword("NightshiftPerson");
  public static final SearchAttributeKey<List<String>> NODES =
      SearchAttributeKey.forKeywordList("NightshiftNodes");
  public static final SearchAttributeKey<List<String>> CAUSE =
      SearchAttributeKey.forKeywordList("NightshiftCause");

  public static final List<SearchAttributeKey<?>> ALL =
      List.of(KIND, PROJECT, REPOSITORY, VERDICT, STATE, PERSON, NODES, CAUSE);

  /** The server takes 2,048 for one attribute, and terminates a flow that sets more. */
  private static final int MOST_BYTES = 2_000;

  private Attributes() {}

  /** The first of them, as many as one attribute takes. */
  public static List<String> fitting(List<String> values) {
    List<String> fit = new ArrayList<>();
    int bytes = 0;
    for (String value : values) {
      bytes += bytesOf(value);
      if (bytes > MOST_BYTES) {
        return fit;
      }
      fit.add(value);
    }
    return fit;
  }

  /** As JSON in UTF-8, its quotes and its comma included. */
  private static int bytesOf(String value) {
    int escaped =
        value
            .chars()
            .map(c -> c < ' ' ? 6 : c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : c < 0x800 ? 2 : 3)
            .sum();
    return escaped + 3;
  }
}
