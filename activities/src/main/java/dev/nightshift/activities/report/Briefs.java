package dev.nightshift.activities.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Privacy.Place;
import dev.nightshift.workflows.values.Privacy.Rows;
import dev.nightshift.workflows.values.Verdict;
import java.util.Comparator;

/** Makes a night's {@link Brief}. */
final class Briefs {
  /** A sentence of a cause; a phone shows some forty characters on a line. */
  private static final int LONGEST = 240;

  private Briefs() {}

  static BlobRef keep(Story story, Advice advice, Blobs blobs) {
    try {
      String brief = Converter.json().writeValueAsString(of(story, advice, blobs));
      return blobs.putText("brief.json", brief);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("texts are JSON", impossible);
    }
  }

  private static Brief of(Story story, Advice advice, Blobs blobs) {
    // What nobody decides on may have been refused, and hold what nobody should read.
    Change change = story.aside().deciding() ? Change.of(story, blobs) : new Change("");
    boolean shown = story.privacy().in(Place.CHAT) != Rows.NONE;
    return new Brief(
        story.causes().stream()
            .sorted(Comparator.comparingInt(cause -> rank(cause, story)))
            .map(cause -> line(cause, advice))
            .toList(),
        change.files(),
        shown ? Quoted.masked(change.inShort()) : "",
        story.aside().link());
  }

  /** What is decided on comes first, then what somebody must do, then what needs nobody. */
  private static int rank(Cause cause, Story story) {
    if (cause.mended()) {
      return story.aside().deciding() ? 0 : 2;
    }
    return cause.verdict() == Verdict.KNOWN || cause.verdict() == Verdict.TRANSIENT ? 3 : 1;
  }

  private static Brief.Line line(Cause cause, Advice advice) {
    String because = Quoted.masked(Quoted.oneLine(cause.because()));
    return new Brief.Line(
        cause.verdict().name(),
        Quoted.oneLine(Wording.name(cause.subject())),
        because.length() <= LONGEST ? because : because.substring(0, LONGEST - 1) + "…",
        Quoted.oneLine(advice.plainly(cause)));
  }
}
