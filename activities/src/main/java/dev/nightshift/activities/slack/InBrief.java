package dev.nightshift.activities.slack;

import dev.nightshift.activities.report.Brief;
import dev.nightshift.activities.report.Brief.Line;
import dev.nightshift.workflows.ports.Chat.Matter;
import java.util.ArrayList;
import java.util.List;

/** The night below what is asked, or how it ended: enough to judge it on a phone. */
final class InBrief {
  /** A text of a block has 3,000 characters; what does not fit is counted. */
  private static final int ROOM = 2_700;

  private static final int MOST_FILES = 10;

  private InBrief() {}

  /** The fix itself is shown to whoever decides on it. */
  static List<Object> blocks(Brief brief, Matter matter) {
    List<Object> blocks = new ArrayList<>();
    if (!brief.causes().isEmpty()) {
      blocks.add(Rendered.section(causes(brief.causes())));
    }
    if (matter == Matter.QUESTION && !brief.files().isEmpty()) {
      blocks.add(Rendered.section(files(brief)));
      if (!brief.diff().isEmpty()) {
        blocks.add(Rendered.section(Escaped.fenced(brief.diff())));
      }
    }
    String run = Escaped.link(brief.run(), "The run");
    if (!run.isEmpty()) {
      blocks.add(Rendered.section(run));
    }
    return blocks;
  }

  private static String causes(List<Line> causes) {
    StringBuilder text = new StringBuilder();
    int told = 0;
    for (Line cause : causes) {
      String line = line(cause);
      if (text.length() + line.length() > ROOM) {
        break;
      }
      text.append(told++ == 0 ? "" : "\n").append(line);
    }
    int more = causes.size() - told;
    return more == 0
        ? text.toString()
        : text.append("\nand ").append(more).append(" more").toString();
  }

  private static String line(Line cause) {
    return "• *"
        + Escaped.words(cause.verdict(), 40)
        + "* "
        + Escaped.code(cause.subject(), 200)
        + ": "
        + Escaped.words(cause.because(), 400)
        + " → "
        + Escaped.words(cause.who(), 200);
  }

  private static String files(Brief brief) {
    int more = brief.files().size() - MOST_FILES;
    StringBuilder text = new StringBuilder("Changes ");
    for (String file : brief.files().subList(0, Math.min(MOST_FILES, brief.files().size()))) {
      text.append(text.length() > 8 ? ", " : "").append(Escaped.code(file, 200));
    }
    text.append(more > 0 ? " and " + more + " more" : "");
    return text.append(brief.diff().isEmpty() ? "; read the change before you say yes" : "")
        .toString();
  }
}
