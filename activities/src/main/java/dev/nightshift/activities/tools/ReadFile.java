package dev.nightshift.activities.tools;

import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Place;
import java.io.IOException;
import java.util.List;

/** Lines of a file with their numbers. */
final class ReadFile implements Tool {
  private static final int USUAL = 400;

  @Override
  public ToolShape shape() {
    return new ToolShape(
        "read_file",
        "Reads lines of a text file of the project, with their numbers.",
        Schema.of()
            .text("path", "The file, from the dbt project's folder on.")
            .optionalNumber("from", "The first line, 1 if it is not said.")
            .optionalNumber("lines", "How many lines, " + USUAL + " if it is not said.")
            .json());
  }

  @Override
  public Place place() {
    return Place.READS;
  }

  @Override
  public String use(Arguments arguments, Desk desk) throws IOException {
    String path = arguments.text("path");
    List<String> lines = desk.look(tree -> tree.read(path)).lines().toList();
    int from = Math.max(1, arguments.number("from", 1));
    int to =
        (int) Math.min(lines.size(), from - 1L + Math.max(1, arguments.number("lines", USUAL)));
    if (lines.isEmpty()) {
      return "(the file is empty)";
    }
    if (from > lines.size()) {
      throw Declined.cannot("the file has " + lines.size() + " lines");
    }
    StringBuilder text = new StringBuilder();
    for (int n = from; n <= to; n++) {
      text.append(n).append('\t').append(lines.get(n - 1)).append('\n');
    }
    if (to < lines.size()) {
      text.append("(lines ").append(to + 1).append(" to ").append(lines.size());
      text.append(" are not shown)\n");
    }
    return text.toString();
  }
}
