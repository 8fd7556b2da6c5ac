package dev.nightshift.bench.extraction;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.workflows.values.FailureSummary;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That what is measured would be missed. */
@TestInstance(Lifecycle.PER_CLASS)
class ContextTest {
  private static final int FEW = 40;

  private FailureSummary summary;
  private String briefing;

  @BeforeAll
  void aBriefing(@TempDir Path folder) throws Exception {
    summary = new Context(FEW).lastOfFourNights(folder);
    briefing = Measured.blobs(folder).readText(Context.briefing(folder, summary));
  }

  @Test
  void a_whole_briefing_is_taken() {
    Context.requireAll(summary, briefing);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Read the failures",
        "## model.large.m_35 (error)",
        ", reads model.large.m_17",
        "materialized: table",
        "Binder Error",
        "with base as (",
        "Failed in 2 of the 3 runs before",
        "### CODE code_error: model.large.m_35",
        "Explains: `model.large.m_35`",
        "- the relation of m_35 has 48 columns",
        "What we know, part 29",
        "Ask the platform desk.",
        "made of: `model.large.m_17`",
        "below it: `test.large.",
        "Last passed: `model.large.m_35`",
        "by c0ffee1 («Rename the columns of m_35»)"
      })
  void a_briefing_that_leaves_something_out_is_refused(String left) {
    assertTrue(briefing.contains(left), briefing);
    String less = briefing.replace(left, "");
    assertThrows(IllegalStateException.class, () -> Context.requireAll(summary, less));
  }
}
