package dev.nightshift.activities.tests;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.values.BlobRef;
import java.util.List;

/** Plans as they are kept: the numbers in the history, the tests in a blob. */
public final class Plans {
  private final Blobs blobs;

  public Plans(Blobs blobs) {
    this.blobs = blobs;
  }

  /** The tests of a plan, the surest first. */
  public List<PlannedTest> tests(Tests.Plan plan) {
    return plan.tests() == null ? List.of() : read(plan.tests());
  }

  private List<PlannedTest> read(BlobRef ref) {
    try {
      return List.of(Converter.json().readValue(blobs.readText(ref), PlannedTest[].class));
    } catch (JsonProcessingException broken) {
      throw ErrorKind.UNREADABLE.failure("What was planned cannot be read.", broken);
    }
  }

  /** The same plan with other tests in it. */
  Tests.Plan with(Tests.Plan plan, List<PlannedTest> tests, String file, String trouble) {
    return of(plan.model(), tests, file, trouble, plan.failed());
  }

  Tests.Plan of(
      Tests.Model model, List<PlannedTest> tests, String file, String trouble, boolean failed) {
    try {
      BlobRef kept = blobs.putText("tests.json", Converter.json().writeValueAsString(tests));
      return new Tests.Plan(
          model,
          kept,
          (int) tests.stream().filter(test -> test.fate().isWritten()).count(),
          (int) tests.stream().filter(test -> test.fate() == Fate.WARNING).count(),
          (int) tests.stream().filter(test -> test.fate() == Fate.LEFT).count(),
          file,
          trouble,
          failed);
    } catch (JsonProcessingException impossible) {
      throw ErrorKind.BROKEN.failure("A plan is not JSON.", impossible);
    }
  }
}
