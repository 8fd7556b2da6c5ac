package dev.nightshift.activities.report;

import static java.util.Objects.requireNonNullElse;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.values.BlobRef;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A night as it is told in a chat: a line for each cause, the files that its fix touches, and the
 * fix itself where it is short. Plain text, with what identifies people masked; {@code run} is the
 * address of the run, empty where it has none.
 */
public record Brief(List<Line> causes, List<String> files, String diff, String run) {
  public Brief {
    causes = causes == null ? List.of() : List.copyOf(causes);
    files = files == null ? List.of() : List.copyOf(files);
    diff = requireNonNullElse(diff, "");
    run = requireNonNullElse(run, "");
  }

  /** A cause: its verdict, what it is about, why it failed, and who acts. */
  public record Line(String verdict, String subject, String because, String who) {
    public Line {
      verdict = requireNonNullElse(verdict, "");
      subject = requireNonNullElse(subject, "");
      because = requireNonNullElse(because, "");
      who = requireNonNullElse(who, "");
    }
  }

  /** Empty where there is none, or none any more: what it was told with is told without. */
  public static Optional<Brief> read(BlobRef ref, Blobs blobs) {
    if (ref == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Converter.json().readValue(blobs.read(ref), Brief.class));
    } catch (ApplicationFailure | IOException gone) {
      return Optional.empty();
    }
  }
}
