package dev.nightshift.activities.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.nightshift.activities.blob.FileBlobs;
import dev.nightshift.activities.model.Transcript.Kind;
import dev.nightshift.activities.model.Transcript.Line;
import dev.nightshift.activities.prompt.Quotation;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.values.BlobRef;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {
  private static final Asked READ = new Asked("1", "read_file", "{\"path\": \"a.sql\"}", false);
  private static final Asked NODE = new Asked("2", "node", "{}", false);

  @TempDir Path folder;
  private FileBlobs blobs;

  @BeforeEach
  void home() {
    blobs = new FileBlobs(folder);
  }

  @Test
  void who_said_what_is_told_in_its_order_and_without_the_marks() {
    Round asks = Round.said("m", List.of(), "I look.", List.of(READ, NODE));
    List<Line> begun = of(asks);
    assertEquals(
        List.of(
            line(Kind.SAID, "agent", "I look."),
            line(Kind.CALLED, "agent", "read_file {\"path\": \"a.sql\"}"),
            line(Kind.CALLED, "agent", "node {}")),
        begun);
    Round heard =
        asks.given(
            List.of(
                new Gave("1", Quotation.of("read_file", "select 1\n  as x"), false, null),
                new Gave("2", "no such node", true, null)));
    List<Line> all = of(heard, Round.words("m", "Done.", "Go on."));
    assertEquals(begun, all.subList(0, 3), "who watches has seen these");
    assertEquals(
        List.of(
            line(Kind.GAVE, "read_file", "select 1\n  as x"),
            new Line(Kind.GAVE, "node", "no such node", 12, true),
            line(Kind.SAID, "agent", "Done."),
            line(Kind.TOLD, "nightshift", "Go on.")),
        all.subList(3, 7));
  }

  @Test
  void what_a_tool_gave_is_cut() {
    Round asks = Round.said("m", List.of(), "x".repeat(9_000), List.of(READ));
    List<Line> told = of(asks.given(List.of(new Gave("1", "y".repeat(9_000), false, null))));
    assertEquals(9_000, told.get(0).text().length(), "its own words are whole");
    assertEquals(2_000, told.get(2).text().length());
    assertEquals(9_000, told.get(2).length(), "how much there is is told");
  }

  @Test
  void what_another_engine_left_is_not_read_as_ours() {
    assertEquals(List.of(), Transcript.of(blobs.putText("session.jsonl", "{}"), blobs));
    assertEquals(List.of(), Transcript.of(null, blobs));
  }

  @Test
  void what_is_not_the_json_that_was_kept_is_unreadable() {
    BlobRef broken = blobs.putText("conversation.json", "[");
    ApplicationFailure failure =
        assertThrows(ApplicationFailure.class, () -> Transcript.of(broken, blobs));
    assertEquals(ErrorKind.UNREADABLE.name(), failure.getType());
  }

  private static Line line(Kind kind, String who, String text) {
    return new Line(kind, who, text, text.length(), false);
  }

  private List<Line> of(Round... rounds) {
    byte[] json = Exact.bytes(new Conversation(List.of(rounds)));
    return Transcript.of(blobs.put("conversation.json", json), blobs);
  }
}
