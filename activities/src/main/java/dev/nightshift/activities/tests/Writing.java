package dev.nightshift.activities.tests;

import dev.nightshift.activities.git.Checkouts.Checkout;
import dev.nightshift.activities.inference.PropertiesFiles;
import dev.nightshift.activities.inference.PropertiesFiles.Added;
import dev.nightshift.activities.inference.PropertiesFiles.Refused;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Tests;
import dev.nightshift.workflows.values.BlobRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes what is planned into a checkout, each file once whatever models share it. */
final class Writing {
  private final Plans plans;
  private final Compiled project;
  private final Tests.Draft draft;
  private final Checkout checkout;

  Writing(Plans plans, Compiled project, Tests.Draft draft, Checkout checkout) {
    this.plans = plans;
    this.project = project;
    this.draft = draft;
    this.checkout = checkout;
  }

  Tests.Written written() {
    try {
      PropertiesFiles files = new PropertiesFiles(project.manifest(), checkout.project());
      double least = least();
      List<Tests.Plan> written = new ArrayList<>();
      int left = draft.most();
      for (Tests.Plan plan : draft.plans()) {
        Tests.Plan now = plan.tests() == null ? plan : written(plan, files, least, left);
        left -= now.written();
        written.add(now);
      }
      files.write();
      BlobRef patch = checkout.patch();
      return new Tests.Written(
          draft.workspace().with(patch), written, List.copyOf(files.changed().keySet()));
    } catch (IOException full) {
      throw ErrorKind.UNAVAILABLE.failure("The tests cannot be written down.", full);
    }
  }

  /** How sure a test has to be, so that there are not too many in all. */
  private double least() {
    List<Double> sure =
        draft.plans().stream()
            .flatMap(plan -> plans.tests(plan).stream())
            .filter(test -> test.fate().isWritten())
            .map(PlannedTest::sure)
            .sorted(Comparator.reverseOrder())
            .toList();
    return sure.size() <= draft.most() ? 0 : sure.get(draft.most() - 1);
  }

  private Tests.Plan written(Tests.Plan plan, PropertiesFiles files, double least, int left)
      throws IOException {
    List<PlannedTest> tests = new ArrayList<>();
    int room = left;
    for (PlannedTest test : plans.tests(plan)) {
      boolean fits = test.fate().isWritten() && test.sure() >= least && room > 0;
      room -= fits ? 1 : 0;
      tests.add(
          test.fate().isWritten() && !fits
              ? test.becoming(
                  Fate.LEFT, "no more than " + draft.most() + " tests are written at once")
              : test);
    }
    Added added =
        files.add(
            plan.model().id(),
            tests.stream()
                .filter(test -> test.fate().isWritten())
                .map(PlannedTest::wanted)
                .toList());
    Map<Object, String> refused =
        added.refused().stream().collect(Collectors.toMap(Refused::check, Refused::why));
    List<PlannedTest> now =
        tests.stream()
            .map(
                test ->
                    refused.containsKey(test.check())
                        ? test.becoming(Fate.LEFT, refused.get(test.check()))
                        : test)
            .toList();
    return plans.with(plan, now, added.file(), plan.trouble());
  }
}
