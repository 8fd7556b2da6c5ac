package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.CodeFacts.ProvenEdit;
import dev.nightshift.activities.diagnosis.Facts.FailedNode;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A row of a seed has more values than the seed has columns, as where a comma needs quotes. */
final class UnquotedComma implements Rule {
  @Override
  public List<Cause> judge(Facts facts, Set<String> open) {
    return facts.failed().stream()
        .filter(node -> open.contains(node.id()) && node.type().equals("seed"))
        .filter(node -> node.code() != null && !node.code().proven().file().isEmpty())
        .map(UnquotedComma::cause)
        .toList();
  }

  private static Cause cause(FailedNode node) {
    ProvenEdit edit = node.code().proven();
    Map<String, String> details = new TreeMap<>(edit.details());
    details.put("file", edit.file());
    if (!edit.decided()) {
      details.put("undecided", edit.says());
    }
    List<Evidence> evidence = new ArrayList<>(Errors.evidence(List.of(node)));
    return new Cause(
        "unquoted_comma",
        Verdict.CODE,
        node.id(),
        List.of(node.id()),
        edit.file()
            + ", line "
            + node.code().line()
            + ", has more values than there are columns"
            + (edit.commit().isEmpty() ? "" : ", since " + Say.commit(edit.commit(), ""))
            + (edit.decided() ? ": a text with a comma in it stands there without quotes." : "."),
        evidence,
        details,
        null);
  }
}
