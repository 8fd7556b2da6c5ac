package dev.nightshift.workflows.tests;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Workspace;
import java.util.List;

/**
 * What came of it: the project with the tests in it and their files, and what was planned for each
 * model. {@code manifest} is what they were planned by; {@code notes} are what a person should know
 * besides.
 */
public record TestsOutcome(
    Ending ending,
    String headline,
    Workspace workspace,
    List<String> files,
    List<Tests.Plan> plans,
    BlobRef manifest,
    List<String> notes) {
  /** How it ended. */
  public enum Ending {
    /** Tests were written, and all of them ran and hold. */
    WRITTEN,
    /** There was nothing to write. */
    @JsonEnumDefaultValue
    NOTHING,
    /** Something stood in the way: nothing was written. */
    STOPPED
  }

  public TestsOutcome {
    ending = requireNonNullElse(ending, Ending.NOTHING);
    headline = requireNonNullElse(headline, "");
    files = files == null ? List.of() : List.copyOf(files);
    plans = plans == null ? List.of() : List.copyOf(plans);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }
}
