package dev.nightshift.activities.agent;

import java.util.List;

/** The fixers of the rules engine; adding one is a class, its line here, its test. */
final class Fixers {
  static final List<Fixer> ALL =
      List.of(
          new RenamedSourceColumnFixer(),
          new DocumentedValueFixer(),
          new SyntaxErrorFixer(),
          new BrokenReferenceFixer(),
          new FanOutFixer(),
          new UndoingFixer("broken_by_change"),
          new UndoingFixer("changed_code"),
          new UndoingFixer("seed_rows"),
          new ParseErrorFixer(),
          new CompilationErrorFixer());

  private Fixers() {}
}
