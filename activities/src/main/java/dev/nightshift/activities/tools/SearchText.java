package dev.nightshift.activities.tools;

import dev.nightshift.activities.words.Bounded;
import dev.nightshift.activities.words.Glob;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Place;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Lines of files by an expression. */
final class SearchText implements Tool {
  private static final int MOST = 200;
  private static final int LONGEST = 300;

  @Override
  public ToolShape shape() {
    return new ToolShape(
        "ripgrep_search",
        "Finds lines of the project's text files by a regular expression.",
        Schema.of()
            .text("pattern", "The expression.")
            .optionalText("glob", "Only in files whose path fits, such as models/**/*.yml.")
            .json());
  }

  @Override
  public Place place() {
    return Place.READS;
  }

  @Override
  public String use(Arguments arguments, Desk desk) {
    Pattern pattern = pattern(arguments.text("pattern"));
    Optional<String> glob = arguments.optional("glob").filter(text -> !text.isBlank());
    return desk.look(tree -> found(tree, pattern, glob));
  }

  private static String found(StoredTree tree, Pattern pattern, Optional<String> glob)
      throws IOException {
    List<String> found = new ArrayList<>();
    for (String path : tree.all()) {
      if (glob.isEmpty() || Glob.mayMean(glob.get(), path)) {
        search(path, tree, pattern, found);
      }
      if (found.size() > MOST) {
        return String.join("\n", found.subList(0, MOST)) + "\n(and more; say it more narrowly)";
      }
    }
    return found.isEmpty() ? "(no line)" : String.join("\n", found);
  }

  private static void search(String path, StoredTree tree, Pattern pattern, List<String> found)
      throws IOException {
    List<String> lines;
    try {
      lines = tree.text(path).lines().toList();
    } catch (Declined noText) {
      return;
    }
    for (int n = 0; n < lines.size(); n++) {
      String line = lines.get(n);
      if (finds(pattern, line)) {
        String shown = line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
        found.add(path + ":" + (n + 1) + ":" + shown);
      }
    }
  }

  private static boolean finds(Pattern pattern, String line) {
    try {
      return pattern.matcher(new Bounded(line)).find();
    } catch (Bounded.Exhausted | StackOverflowError endless) {
      throw Declined.cannot("the expression does not come to an end; say it more simply");
    }
  }

  private static Pattern pattern(String said) {
    try {
      return Pattern.compile(said);
    } catch (PatternSyntaxException wrong) {
      throw Declined.cannot("the expression cannot be read: " + wrong.getDescription());
    }
  }
}
