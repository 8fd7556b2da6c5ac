package dev.nightshift.activities.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.edit.Pieces.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

class PiecesTest {
  private static final String BEFORE = "select a,\n  b\nfrom t\nwhere a > 0\n";
  private static final String NOW = "select a,\n  c\nfrom t\nwhere a > 1\nlimit 3\n";

  @Test
  void each_piece_is_undone_by_itself() {
    List<Piece> pieces = Pieces.between(BEFORE, NOW);
    assertEquals(2, pieces.size());
    assertEquals(
        "select a,\n  b\nfrom t\nwhere a > 1\nlimit 3\n",
        Pieces.undone(NOW, pieces.subList(0, 1)).text());
    assertEquals(BEFORE, Pieces.undone(NOW, pieces).text());
  }

  @Test
  void they_are_read_as_they_were_written() {
    List<Piece> pieces = Pieces.between(BEFORE, NOW);
    assertEquals(pieces, Pieces.read(Pieces.written(pieces)));
    assertEquals(List.of(), Pieces.read(null));
  }

  @Test
  void a_text_that_reads_otherwise_by_now_is_left_alone() {
    Edited edited = Pieces.undone("select a,\n  d\nfrom t\n", Pieces.between(BEFORE, NOW));
    assertTrue(edited.refused());
  }

  @Test
  void other_line_ends_are_no_change_and_stay() {
    List<Piece> pieces = Pieces.between("a\nb\nc\n", "a\r\nx\r\nc\r\n");
    assertEquals(List.of(new Piece(2, List.of("b"), List.of("x"))), pieces);
    assertEquals("a\r\nb\r\nc\r\n", Pieces.undone("a\r\nx\r\nc\r\n", pieces).text());
  }

  @Test
  void a_last_line_without_an_end_is_put_back_without_one() {
    String before = "a\r\nb\r\nc, d";
    String now = "a\r\nb\r\ne";
    assertEquals(before, Pieces.undone(now, Pieces.between(before, now)).text());
  }

  @Test
  void a_file_of_which_nothing_is_left_comes_back_to_the_byte() {
    for (String text : List.of("a\r\nb\r\n", "a\r\nb", "a\nb\n", "a\nb", "a\r\nb\n", "\r\n")) {
      assertEquals(text, Pieces.undone("", Pieces.between(text, "")).text());
    }
  }
}
