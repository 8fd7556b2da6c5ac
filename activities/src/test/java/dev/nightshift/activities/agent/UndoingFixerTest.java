package dev.nightshift.activities.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UndoingFixerTest {
  private static final String BEFORE = "select a.id\nfrom a\nleft join b on a.id = b.id\n";
  private static final String NOW =
      "-- one a row\nselect a.id\nfrom a\nleft join b on b.id = b.id\n";

  @TempDir Path folder;

  @BeforeEach
  void a_model() throws IOException {
    Files.createDirectories(folder.resolve("models"));
    Files.writeString(folder.resolve("models/a.sql"), NOW);
  }

  @Test
  void the_piece_is_as_it_was_and_the_rest_of_the_change_stays() {
    Remedy remedy = fixed(Map.of("file", "models/a.sql", "pieces", pieces(BEFORE, NOW, 1)));
    assertEquals("-- one a row\n" + BEFORE, remedy.edits().get("models/a.sql"), remedy.refusal());
  }

  @Test
  void without_a_piece_it_is_for_the_author_and_said_why() {
    Remedy remedy = fixed(Map.of("file", "models/a.sql", "undecided", "it only adds"));
    assertEquals("it only adds", remedy.refusal());
  }

  @Test
  void a_file_that_was_changed_again_is_left_alone() {
    String other = NOW.replace("b.id = b.id", "1 = 1");
    Remedy remedy = fixed(Map.of("file", "models/a.sql", "pieces", pieces(BEFORE, other, 1)));
    assertTrue(remedy.refusal().contains("does not read as it did"), remedy.refusal());
  }

  private static String pieces(String before, String now, int which) {
    return Pieces.written(Pieces.between(before, now).subList(which, which + 1));
  }

  private Remedy fixed(Map<String, String> details) {
    return new UndoingFixer("broken_by_change").fix(cause(details), new ProjectText(folder));
  }

  private static Cause cause(Map<String, String> details) {
    return new Cause(
        "broken_by_change",
        Verdict.CODE,
        "model.s.a",
        List.of("test.s.t"),
        "",
        List.of(),
        details,
        null);
  }

  @Test
  void what_is_not_put_back_but_put_right_says_so() {
    Remedy remedy =
        fixed(
            Map.of(
                "file", "models/a.sql", "pieces", pieces(BEFORE, NOW, 1), "says", "is right now"));
    assertEquals(
        List.of("`models/a.sql`, line 4: is right now; nothing else of that change is touched."),
        remedy.says());
  }

  @Test
  void a_file_that_a_commit_removed_is_put_back_whole() {
    String list = "packages:\n  - local: b\n";
    Lately lately =
        new Lately(true, List.of(), List.of(new Earlier("packages.yml", list, false, null)));
    Map<String, String> details = Map.of("file", "packages.yml", "pieces", pieces(list, "", 0));
    assertEquals(
        list,
        new UndoingFixer("package_dropped")
            .fix(cause(details), new ProjectText(folder, lately))
            .edits()
            .get("packages.yml"));
    assertTrue(fixed(details).refusal().contains("is no text of the project"));
  }

  @Test
  void pieces_that_are_one_edit_are_said_once() {
    String other = NOW.replace("b.id = b.id", "1 = 1").replace("-- one a row\n", "");
    String now = other.replace("select a.id", "select b.id");
    Remedy remedy =
        of(now, Map.of("file", "models/a.sql", "pieces", written(BEFORE, now), "says", "is right"));
    assertEquals(
        List.of("`models/a.sql`, lines 1 and 3: is right; nothing else of that change is touched."),
        remedy.says());
  }

  private static String written(String before, String now) {
    return Pieces.written(Pieces.between(before, now));
  }

  private Remedy of(String now, Map<String, String> details) {
    try {
      Files.writeString(folder.resolve("models/a.sql"), now);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
    return fixed(details);
  }
}
