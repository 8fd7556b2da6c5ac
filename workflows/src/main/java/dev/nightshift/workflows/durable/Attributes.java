package dev.nightshift.workflows.durable;

import io.temporal.common.SearchAttributeKey;
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

  private Attributes() {}
}
