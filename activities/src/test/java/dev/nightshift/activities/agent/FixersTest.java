package dev.nightshift.activities.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Fixtures;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What each of the rules makes of a cause of its kind: the cause's details, the text, the text. */
class FixersTest {
  @TempDir Path folder;

  static List<Fixtures.Case> cases() {
    return Fixtures.of("agent/fixers.txt");
  }

  @Test
  void each_fixer_has_a_case() {
    assertEquals(
        Fixers.ALL.stream().map(Fixer::kind).sorted().toList(),
        cases().stream().map(told -> told.option("kind")).sorted().toList());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_cause_of_its_kind_is_mended_or_left_as_told(Fixtures.Case told) throws IOException {
    Map<String, String> details = details(told.before());
    String text = text(told.before());
    String file = details.get("file");
    if (details.containsKey("undone")) {
      details.put(UndoingFixer.PIECES, Pieces.written(Pieces.between(told.after(), text)));
    }
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text);
    Remedy remedy =
        fixer(told.option("kind"))
            .fix(cause(told.option("kind"), details), new ProjectText(folder));
    assertEquals(
        "",
        told.wrong(
            remedy.isRefused()
                ? Edited.refused(text, remedy.refusal())
                : Edited.to(remedy.edits().get(file))));
  }

  private static Fixer fixer(String kind) {
    return Fixers.ALL.stream().filter(one -> one.kind().equals(kind)).findFirst().orElseThrow();
  }

  private static Cause cause(String kind, Map<String, String> details) {
    return new Cause(
        kind, Verdict.CODE, "model.s.a", List.of("model.s.a"), "", List.of(), details, null);
  }

  /** The lines that begin with a bar. */
  private static Map<String, String> details(String before) {
    Map<String, String> details = new HashMap<>(Map.of("adapter", "duckdb"));
    before
        .lines()
        .filter(line -> line.startsWith("| "))
        .map(line -> line.substring(2).split(": ", 2))
        .forEach(each -> details.put(each[0], each[1]));
    return details;
  }

  private static String text(String before) {
    return before
        .lines()
        .filter(line -> !line.startsWith("| "))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
