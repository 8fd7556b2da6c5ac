package dev.nightshift.activities.tools;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.values.DbtResult;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The project as dbt describes it: the workspace's manifest as it is now. */
final class Described {
  private final Dbt dbt;
  private final Blobs blobs;

  Described(Dbt dbt, Blobs blobs) {
    this.dbt = dbt;
    this.blobs = blobs;
  }

  /** Declined with what dbt says where it cannot. */
  Manifest by(Verb verb, List<String> select, Desk desk) throws IOException {
    DbtResult result =
        dbt.run(
            Dbt.Command.of(
                verb, desk.use().workspace(), desk.sandbox(), select, desk.project().pace()));
    if (result.manifest() == null || !result.success()) {
      throw Declined.cannot(new DbtAnswer(result).text().strip());
    }
    try (InputStream stream = blobs.open(result.manifest())) {
      return Manifest.read(stream);
    }
  }
}
