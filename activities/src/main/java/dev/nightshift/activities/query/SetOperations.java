package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Entry.Field;
import dev.nightshift.activities.query.Entry.Open;
import dev.nightshift.activities.query.QueryFacts.Grain;
import dev.nightshift.activities.query.QueryFacts.How;
import dev.nightshift.activities.query.QueryFacts.Making;
import dev.nightshift.activities.query.QueryFacts.Rows;
import dev.nightshift.activities.query.QueryFacts.Source;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.statement.select.SetOperation;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.UnionOp;

/** What several queries give together: of a column only what all of them say. */
record SetOperations(Script script, SetOperationList list) {
  private static final Rows SEVERAL = new Rows(null, List.of(), true, false);

  Output of(List<Output> branches) {
    List<SetOperation> operations = list.getOperations();
    if (operations.stream().anyMatch(SetOperations::isByName)) {
      throw new Unread("a union by name");
    }
    SetOperation last = operations.get(operations.size() - 1);
    Span span = script.range(list);
    if (operations.stream().noneMatch(UnionOp.class::isInstance)) {
      // What is left of the first has its values; which rows go is for the others to say.
      Output first = branches.get(0);
      return new Output(
          first.entries(), grains(first.entries(), last, span), Output.NOBODYS, first.single());
    }
    List<Entry> entries = columns(branches);
    return new Output(entries, grains(entries, last, span), SEVERAL, false);
  }

  private static boolean isByName(SetOperation operation) {
    String modifier = operation.getModifier();
    return modifier != null && modifier.toLowerCase(Locale.ROOT).contains("name");
  }

  private List<Grain> grains(List<Entry> entries, SetOperation last, Span span) {
    return last.isAll() ? List.of() : Grains.ofAll(entries, How.DISTINCT, place(last, span));
  }

  private Span place(SetOperation operation, Span all) {
    Span own = script.range(operation);
    String word = operation.toString().toLowerCase(Locale.ROOT).split(" ", 2)[0];
    return script.word(word, own == null ? all : own);
  }

  private static List<Entry> columns(List<Output> branches) {
    List<Entry> first = branches.get(0).entries();
    boolean aligned = branches.stream().allMatch(branch -> isAligned(first, branch.entries()));
    List<Entry> columns = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      int at = i;
      List<Entry> same =
          aligned ? branches.stream().map(branch -> branch.entries().get(at)).toList() : List.of();
      columns.add(
          first.get(i) instanceof Field field ? together(field, same) : open(first.get(i), same));
    }
    return columns;
  }

  /** Whether each stands opposite its like, with at most one list of unknown length among them. */
  private static boolean isAligned(List<Entry> first, List<Entry> other) {
    if (first.size() != other.size()) {
      return false;
    }
    int opens = 0;
    for (int i = 0; i < first.size(); i++) {
      boolean open = first.get(i) instanceof Open;
      if (open != other.get(i) instanceof Open) {
        return false;
      }
      if (open) {
        opens++;
        boolean scattered = ((Open) first.get(i)).scattered() || ((Open) other.get(i)).scattered();
        if (scattered) {
          return false;
        }
      }
    }
    return opens <= 1;
  }

  private static Field together(Field first, List<Entry> same) {
    if (same.isEmpty()) {
      return first.value(Value.UNKNOWN);
    }
    Value all = first.value();
    for (Entry entry : same.subList(1, same.size())) {
      all = together(all, ((Field) entry).value());
    }
    return new Field(first.name(), all, first.span());
  }

  private static Value together(Value one, Value other) {
    boolean alike = one.making() == other.making() && one.function().equals(other.function());
    Source from = one.from() != null && one.from().equals(other.from()) ? one.from() : null;
    Set<Source> inputs = new LinkedHashSet<>(one.inputs());
    inputs.addAll(other.inputs());
    Set<String> literals = new LinkedHashSet<>(one.literals());
    literals.addAll(other.literals());
    boolean confined = !one.literals().isEmpty() && !other.literals().isEmpty();
    Value.Seen seen = one.seen().orWorse(other.seen());
    boolean ofSeveral = from == null && seen.equals(Value.Seen.AS_FROM);
    return new Value(
        alike ? one.making() : Making.EXPRESSION,
        alike ? one.function() : "",
        from,
        from != null && one.exact() && other.exact(),
        List.copyOf(inputs),
        ofSeveral ? Value.Seen.UNKNOWN : seen,
        confined ? List.copyOf(literals) : List.of());
  }

  /** All columns of one relation only where each of them reads that. */
  private static Entry open(Entry first, List<Entry> same) {
    Open open = (Open) first;
    boolean one =
        !same.isEmpty() && same.stream().map(Open.class::cast).allMatch(each -> isLike(open, each));
    return one ? open.known(Map.of()) : Open.of(null, first.span());
  }

  private static boolean isLike(Open one, Open other) {
    return one.relation() != null
        && one.relation().equals(other.relation())
        && one.without().equals(other.without())
        && one.optional() == null
        && other.optional() == null;
  }
}
