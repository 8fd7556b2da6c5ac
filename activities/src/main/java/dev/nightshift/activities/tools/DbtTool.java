package dev.nightshift.activities.tools;

import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Dbt.Verb;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Place;
import dev.nightshift.workflows.values.DbtResult;
import java.util.List;

/** A command of dbt on the workspace as it is, in the sandbox, told in a few lines. */
final class DbtTool implements Tool {
  private final Dbt dbt;
  private final Verb verb;
  private final String does;

  private DbtTool(Dbt dbt, Verb verb, String does) {
    this.dbt = dbt;
    this.verb = verb;
    this.does = does;
  }

  static List<Tool> all(Dbt dbt) {
    return List.of(
        new DbtTool(dbt, Verb.BUILD, "Builds and tests what is selected, in the sandbox."),
        new DbtTool(dbt, Verb.TEST, "Runs the tests of what is selected, in the sandbox."),
        new DbtTool(dbt, Verb.RUN, "Builds the models that are selected, in the sandbox."));
  }

  @Override
  public ToolShape shape() {
    return new ToolShape(
        verb.word(),
        "dbt " + verb.word() + ": " + does,
        Schema.of()
            .texts("select", "dbt's selectors, such as stg_orders+ or tag:nightly.")
            .optionalTexts("exclude", "dbt's selectors of what is left out.")
            .json());
  }

  /** What is built changes the sandbox, in which one dbt works at a time. */
  @Override
  public Place place() {
    return Place.CHANGES;
  }

  @Override
  public boolean needsSandbox() {
    return true;
  }

  @Override
  public String use(Arguments arguments, Desk desk) {
    List<String> select = arguments.texts("select");
    if (select.isEmpty()) {
      throw Declined.cannot("nothing is selected");
    }
    Selectors.check(select);
    Selectors.check(arguments.texts("exclude"));
    DbtResult result =
        dbt.run(
            new Dbt.Command(
                verb,
                desk.use().workspace(),
                desk.sandboxFor(desk.use().workspace()),
                select,
                arguments.texts("exclude"),
                null,
                null,
                0,
                desk.project().pace().dbtDeadlineSeconds()));
    return new DbtAnswer(result).text();
  }
}
