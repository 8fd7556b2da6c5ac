package dev.nightshift.activities.tools;

import dev.nightshift.activities.artifacts.Manifest;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The project as dbt describes it. */
final class Described {
  private final Dbt dbt;
  private final Blobs blobs;

  Described(Dbt dbt, Blobs blobs) {
    this.dbt = dbt;
    this.blobs = blobs;
  }

  /** The workspace as it is; declined with what dbt says where it cannot. */
  Manifest by(Verb verb, List<String> select, Desk desk) throws IOException {
    DbtResult result = result(verb, select, desk.use().workspace(), desk);
    return read(result).orElseThrow(() -> Declined.cannot(new DbtAnswer(result).text().strip()));
  }

  /** As it was before anybody changed it; empty where dbt cannot. */
  Optional<Manifest> base(Verb verb, List<String> select, Desk desk) throws IOException {
    return read(result(verb, select, desk.use().workspace().with(null), desk));
  }

  /** As it is now, which is the base where nobody changed anything. */
  Manifest now(Optional<Manifest> base, Desk desk) throws IOException {
    return base.isPresent() && desk.use().workspace().patch() == null
        ? base.get()
        : by(Verb.PARSE, List.of(), desk);
  }

  private DbtResult result(Verb verb, List<String> select, Workspace workspace, Desk desk) {
    return dbt.run(
        Dbt.Command.of(verb, workspace, desk.sandboxFor(workspace), select, desk.project().pace()));
  }

  private Optional<Manifest> read(DbtResult result) throws IOException {
    if (result.manifest() == null || !result.success()) {
      return Optional.empty();
    }
    try (InputStream stream = blobs.open(result.manifest())) {
      return Optional.of(Manifest.read(stream));
    }
  }
}
