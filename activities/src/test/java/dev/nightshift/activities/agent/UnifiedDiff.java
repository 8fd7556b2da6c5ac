package dev.nightshift.activities.agent;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A patch as people read it. */
final class UnifiedDiff {
  private UnifiedDiff() {}

  static String of(Path before, Path after, List<String> files) throws IOException {
    StringBuilder text = new StringBuilder();
    for (String file : files) {
      List<String> old = Files.readAllLines(before.resolve(file));
      List<String> lines =
          UnifiedDiffUtils.generateUnifiedDiff(
              "a/" + file,
              "b/" + file,
              old,
              DiffUtils.diff(old, Files.readAllLines(after.resolve(file))),
              3);
      text.append("diff --git a/").append(file).append(" b/").append(file).append('\n');
      lines.forEach(line -> text.append(line).append('\n'));
    }
    return text.toString();
  }
}
