package dev.nightshift.activities.agent;

import dev.nightshift.workflows.values.Cause;
import java.util.List;

/** The remedy of one kind of cause. It reads the project's text and changes nothing itself. */
interface Fixer {
  /** All there are; adding one is a class, its line here, its test. */
  List<Fixer> ALL = List.of(new RenamedSourceColumnFixer(), new DocumentedValueFixer());

  /** The {@link Cause#kind} that it is for. */
  String kind();

  Remedy fix(Cause cause, ProjectText project);
}
