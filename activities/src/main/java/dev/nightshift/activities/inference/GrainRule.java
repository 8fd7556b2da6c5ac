package dev.nightshift.activities.inference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.query.QueryFacts;
import dev.nightshift.activities.query.QueryFacts.Grain;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** By what each row is one: by the query itself, by its settings, or by a contract. */
final class GrainRule implements Rule {
  /** More columns together are no key that anybody would name. */
  private static final int MOST = 8;

  @Override
  public void look(Subject subject, Findings findings) {
    subject.facts().ifPresent(facts -> proven(subject, facts, findings));
    List<String> key = texts(subject.node().config().path("unique_key"));
    if (!key.isEmpty() && key.size() <= MOST) {
      by(key, "unique_key", "its settings name it as `unique_key`", findings);
    }
    constraints(subject, findings);
  }

  private static void proven(Subject subject, QueryFacts facts, Findings findings) {
    for (Grain grain : facts.grains()) {
      boolean all = grain.columns().size() == facts.columns().size() && grain.columns().size() > 1;
      if (grain.columns().isEmpty() || grain.columns().size() > MOST || all) {
        continue;
      }
      String how = "grain." + grain.how().name().toLowerCase(Locale.ROOT);
      by(grain.columns(), how, because(grain, subject.query().text(grain.span())), findings);
    }
    List<Grain> single = facts.grains().stream().filter(one -> one.columns().size() == 1).toList();
    if (!single.isEmpty()) {
      subject.names().stream()
          .filter(name -> single.stream().noneMatch(one -> one.columns().contains(name)))
          .forEach(name -> findings.add(Check.unique(name), "grain.other"));
    }
  }

  private static void by(List<String> columns, String how, String because, Findings findings) {
    findings.add(Check.uniqueBy(columns), how, because);
    for (String column : columns) {
      if (columns.size() > 1) {
        findings.add(Check.unique(column), how + ".part");
        findings.add(Check.notNull(column), how + ".part", "a row is told by it: " + because);
      } else {
        findings.add(Check.notNull(column), how, because);
      }
    }
  }

  private static String because(Grain grain, String text) {
    return switch (grain.how()) {
      case GROUPED -> "there is one row for each: " + text;
      case DISTINCT -> "each occurs once: " + text;
      case FIRST_OF_EACH -> "the first of each is kept: " + text;
    };
  }

  private static void constraints(Subject subject, Findings findings) {
    subject
        .node()
        .columns()
        .forEach(
            (name, json) -> {
              String column = name.toLowerCase(Locale.ROOT);
              for (JsonNode constraint : json.path("constraints")) {
                String type = constraint.path("type").asText("");
                String because = "its contract has the constraint " + type;
                if (type.equals("not_null") || type.equals("primary_key")) {
                  findings.add(Check.notNull(column), "constraint", because);
                }
                if (type.equals("unique") || type.equals("primary_key")) {
                  findings.add(Check.unique(column), "constraint", because);
                }
              }
            });
  }

  private static List<String> texts(JsonNode said) {
    List<String> texts = new ArrayList<>();
    if (said.isTextual()) {
      texts.add(said.asText().toLowerCase(Locale.ROOT));
    }
    said.forEach(one -> texts.add(one.asText().toLowerCase(Locale.ROOT)));
    boolean columns = texts.stream().allMatch(text -> text.matches("\\w+"));
    return columns ? texts : List.of();
  }
}
