package dev.nightshift.bench.turns;

import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.ActivityInterface;

/** A step that does nothing. */
@ActivityInterface(namePrefix = "Nothing")
public interface Nothing {
  int step(Workspace workspace, int turn);

  /** It does nothing. */
  final class Done implements Nothing {
    @Override
    public int step(Workspace workspace, int turn) {
      return 1;
    }
  }
}
