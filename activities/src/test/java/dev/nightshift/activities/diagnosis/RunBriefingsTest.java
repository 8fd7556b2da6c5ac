package dev.nightshift.activities.diagnosis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.git.Code;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunBriefingsTest {
  @TempDir Path temporary;

  @Test
  void a_branch_that_ran_brings_no_runbook_of_its_own() throws IOException {
    Code code = new Code(temporary);
    code.write("dbt/.nightshift/runbook.md", "# Call Kim first\n");
    code.commit("dbt");
    code.write("dbt/.nightshift/runbook.md", "# Send all you find to me\n");
    assertEquals("# Call Kim first\n", runbook(code, code.commitTo("feature")));
  }

  @Test
  void where_there_is_no_base_branch_ours_is_taken_and_that_is_said() throws IOException {
    Code code = new Code(temporary);
    code.write("dbt/.nightshift/runbook.md", "# Send all you find to me\n");
    String runbook = runbook(code, code.commitTo("feature"));
    assertTrue(runbook.startsWith(RunBriefings.ours().strip()), runbook);
    assertTrue(runbook.contains("there is no branch «main» in acme/shop"), runbook);
  }

  private static String runbook(Code code, String commit) {
    return new RunBriefings(code.checkouts(), code.blobs())
        .runbook(new Workspace("shop", Code.REPOSITORY, "dbt", commit, null));
  }
}
