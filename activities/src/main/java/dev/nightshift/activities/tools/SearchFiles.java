package dev.nightshift.activities.tools;

import dev.nightshift.activities.words.Glob;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Place;
import java.util.List;
import java.util.Locale;

/** Files by their names. */
final class SearchFiles implements Tool {
  private static final int MOST = 300;

  @Override
  public ToolShape shape() {
    return new ToolShape(
        "search_files_and_directories",
        "Lists files of the project by a pattern of their paths, such as models/**/*.sql, or by"
            + " words of their names.",
        Schema.of()
            .optionalText("pattern", "A pattern or a part of a path; all files if it is not said.")
            .json());
  }

  @Override
  public Place place() {
    return Place.READS;
  }

  @Override
  public String use(Arguments arguments, Desk desk) {
    String said = arguments.optional("pattern").orElse("").strip();
    List<String> found =
        desk.look(tree -> tree.all().stream().filter(path -> fits(said, path)).toList());
    if (found.isEmpty()) {
      return "(no file)";
    }
    String shown = String.join("\n", found.subList(0, Math.min(MOST, found.size())));
    return found.size() <= MOST
        ? shown
        : shown + "\n(" + (found.size() - MOST) + " more; say it more narrowly)";
  }

  private static boolean fits(String said, String path) {
    if (path.toLowerCase(Locale.ROOT).contains(said.toLowerCase(Locale.ROOT))) {
      return true;
    }
    try {
      return Glob.of(said).matches(path);
    } catch (IllegalArgumentException noPattern) {
      throw Declined.cannot("«" + said + "» is no pattern: " + noPattern.getMessage());
    }
  }
}
