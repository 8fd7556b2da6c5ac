package dev.nightshift.activities.git;

import dev.nightshift.workflows.durable.Ids;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose a pull request of ours is, by the mark at the end of its words. */
public final class OwnPulls {
  private static final Pattern WORKFLOW = Pattern.compile("<!-- nightshift:workflow=(\\S+) -->");

  private OwnPulls() {}

  /** The flow that opened it; empty where somebody took the mark out. */
  public static String workflow(String body) {
    Matcher marked = WORKFLOW.matcher(body == null ? "" : body);
    return marked.find() ? marked.group(1) : "";
  }

  /** Of several projects in one repository; where nothing tells, it counts for each. */
  public static boolean mayBeOf(String project, String body) {
    String workflow = workflow(body);
    return workflow.isEmpty() || workflow.startsWith(Ids.fix(project, ""));
  }
}
