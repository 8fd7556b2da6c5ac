package dev.nightshift.activities.tools;

import dev.nightshift.activities.linear.LinearIssues;
import dev.nightshift.activities.prompt.Quotation;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Place;

/** An issue as people wrote it, which is material and no order. */
final class LinearIssue implements Tool {
  private final LinearIssues issues;

  LinearIssue(LinearIssues issues) {
    this.issues = issues;
  }

  @Override
  public ToolShape shape() {
    return new ToolShape(
        "get_linear_issue",
        "Reads an issue of Linear with its comments.",
        Schema.of().text("issue", "Its name, such as DATA-12.").json());
  }

  @Override
  public Place place() {
    return Place.TELLS;
  }

  @Override
  public String use(Arguments arguments, Desk desk) {
    String name = arguments.text("issue");
    return issues
        .read(name)
        .map(text -> Quotation.of("the issue " + Quotation.plain(name) + " in Linear", text))
        .orElseThrow(() -> Declined.cannot("there is no issue " + name + " that may be read here"));
  }
}
