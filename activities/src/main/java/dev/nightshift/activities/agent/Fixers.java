package dev.nightshift.activities.agent;

import dev.nightshift.workflows.values.Cause;
import java.util.List;

/** The fixers of the rules engine; adding one is a class, its line here, its test. */
final class Fixers {
  static final List<Fixer> ALL =
      List.of(
          new RenamedColumnFixer("renamed_source_column"),
          new RenamedColumnFixer("renamed_column"),
          new ReadThroughFixer("retyped_source_column"),
          new ReadThroughFixer("unlike_keys"),
          new NarrowCastFixer(),
          new DocumentedFixer("documented_value"),
          new DocumentedFixer("documented_fix"),
          new DocumentedFixer(Cause.CHOSEN),
          new DocumentedFixer("renamed_source_table"),
          new SyntaxErrorFixer(),
          new BrokenReferenceFixer(),
          new AmbiguousColumnFixer(),
          new FanOutFixer(),
          new SettingFixer("out_of_step"),
          new SettingFixer("appended_again"),
          new OutsideContractFixer(),
          new DivisionByZeroFixer(),
          new UndoingFixer("broken_by_change"),
          new UndoingFixer("changed_code"),
          new UndoingFixer("seed_rows"),
          new UndoingFixer("said_twice"),
          new UndoingFixer("unquoted_comma"),
          new UndoingFixer("package_dropped"),
          new ParseErrorFixer(),
          new CompilationErrorFixer());

  private Fixers() {}
}
