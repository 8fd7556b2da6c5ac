package dev.nightshift.activities.edit;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.github.difflib.patch.AbstractDelta;
import dev.nightshift.workflows.durable.Converter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The pieces in which a text is not as it was: whole lines, each to be undone by itself. */
public final class Pieces {
  private Pieces() {}

  /**
   * Lines, without their ends, that were {@code before} and are {@code after} now, from {@code
   * line} on.
   */
  public record Piece(int line, List<String> before, List<String> after) {
    public Piece {
      before = before == null ? List.of() : List.copyOf(before);
      after = after == null ? List.of() : List.copyOf(after);
    }

    public int size() {
      return Math.max(before.size(), after.size());
    }
  }

  /** Where nothing is left to tell how lines end, those before keep their carriage returns. */
  public static List<Piece> between(String before, String after) {
    List<Piece> pieces = new ArrayList<>();
    List<String> were = after.isEmpty() ? Arrays.asList(before.split("\n", -1)) : lines(before);
    for (AbstractDelta<String> delta : Diff.between(were, lines(after))) {
      pieces.add(
          new Piece(
              delta.getTarget().getPosition() + 1,
              delta.getSource().getLines(),
              delta.getTarget().getLines()));
    }
    return pieces;
  }

  /** The text with these pieces as they were; refused where it does not read as it did. */
  public static Edited undone(String text, List<Piece> pieces) {
    String end = text.contains("\r\n") ? "\r" : "";
    List<String> whole = new ArrayList<>(Arrays.asList(text.split("\n", -1)));
    List<String> lines = lines(text);
    List<Piece> lastFirst = new ArrayList<>(pieces);
    lastFirst.sort(Comparator.comparing(Piece::line).reversed());
    for (Piece piece : lastFirst) {
      int from = piece.line() - 1;
      int to = from + piece.after().size();
      if (from < 0 || to > lines.size() || !lines.subList(from, to).equals(piece.after())) {
        return Edited.refused(text, "line " + piece.line() + " does not read as it did that night");
      }
      // What stands at the very end has no line end, if it had none.
      boolean open = to == whole.size() && !whole.get(to - 1).endsWith("\r");
      whole.subList(from, to).clear();
      whole.addAll(from, piece.before().stream().map(line -> line + end).toList());
      if (open && !end.isEmpty() && !piece.before().isEmpty()) {
        whole.set(whole.size() - 1, piece.before().get(piece.before().size() - 1));
      }
    }
    String undone = String.join("\n", whole);
    return undone.equals(text) ? Edited.unchanged(text) : Edited.to(undone);
  }

  /** As the details of a cause carry them. */
  public static String written(List<Piece> pieces) {
    try {
      return Converter.json().writeValueAsString(pieces);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** Empty where none are written. */
  public static List<Piece> read(String written) {
    try {
      return requireNonNullElse(written, "").isEmpty()
          ? List.of()
          : Converter.json().readValue(written, new TypeReference<List<Piece>>() {});
    } catch (JsonProcessingException none) {
      return List.of();
    }
  }

  /** An editor that ends all lines in another way has changed none of them. */
  private static List<String> lines(String text) {
    return Arrays.stream(text.split("\n", -1)).map(line -> line.replaceFirst("\\r$", "")).toList();
  }
}
