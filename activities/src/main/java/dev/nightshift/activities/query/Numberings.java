package dev.nightshift.activities.query;

import dev.nightshift.activities.query.Entry.Field;
import dev.nightshift.activities.query.QueryFacts.How;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.schema.Column;

/** Finds where only the first row of each is taken from an item whose rows are numbered. */
record Numberings(Columns columns, Script script) {
  List<Key> keys(int item, List<Expression> conjuncts) {
    List<Key> keys = new ArrayList<>();
    for (Expression conjunct : conjuncts) {
      Expression held = Conditions.heldToOne(conjunct);
      Column column = held == null ? null : Names.column(held);
      Ref ref = column == null ? null : columns.ref(column);
      if (ref == null || ref.item() != item) {
        continue;
      }
      Field field = columns.sources.field(ref);
      if (field.first() != null) {
        Set<Ref> refs = new LinkedHashSet<>();
        field.first().forEach(name -> refs.add(new Ref(item, name)));
        keys.add(new Key(refs, How.FIRST_OF_EACH, script.span(conjunct)));
      }
    }
    return keys;
  }
}
