package dev.nightshift.activities.gate;

import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import dev.nightshift.activities.yaml.Yaml;
import dev.nightshift.activities.yaml.YamlMend;
import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * YAML lines that changed and mean what they meant. Each changed line is put back on its own: when
 * the file then means the same as with the change, the change was of its looks.
 */
final class ReformattedYaml implements Rule {
  @Override
  public String name() {
    return "reformatted_yaml";
  }

  @Override
  public List<Refusal> judge(Exhibit exhibit) {
    List<Refusal> refusals = new ArrayList<>();
    for (FileChange file : exhibit.edited()) {
      if (file.isYaml() && !file.isBinary() && !exhibit.isProven(file)) {
        judge(file, refusals);
      }
    }
    return refusals;
  }

  private void judge(FileChange file, List<Refusal> refusals) {
    Object after;
    try {
      after = Yaml.parse(file.after());
      if (!YamlMend.parses(file.before())) {
        // What its lines meant nobody can say: they are held to the slip.
        return;
      }
      if (Objects.equals(Yaml.parse(file.before()), after)) {
        refusals.add(refusal(file.path(), "it is written anew and means the same"));
        return;
      }
    } catch (Yaml.Unreadable e) {
      refusals.add(refusal(file.path(), "it is not YAML: " + e.getMessage()));
      return;
    }
    List<String> moved = new ArrayList<>(file.removedLines());
    moved.retainAll(file.addedLines());
    if (moved.stream().anyMatch(line -> !line.isBlank())) {
      refusals.add(refusal(file.path(), "lines are moved"));
    }
    for (AbstractDelta<String> delta : file.deltas()) {
      List<String> old = delta.getSource().getLines();
      List<String> now = delta.getTarget().getLines();
      if (delta.getType() == DeltaType.INSERT && now.stream().allMatch(ReformattedYaml::isQuiet)) {
        continue;
      }
      int line = delta.getSource().getPosition() + 1;
      if (old.size() == now.size()) {
        for (int i = 0; i < old.size(); i++) {
          int at = delta.getTarget().getPosition() + i;
          check(file, after, at, 1, old.subList(i, i + 1), line + i, refusals);
        }
      } else {
        check(file, after, delta.getTarget().getPosition(), now.size(), old, line, refusals);
      }
      if (comments(old) > comments(now)) {
        refusals.add(refusal(file.path() + ":" + line, "a comment is lost"));
      }
    }
  }

  private void check(
      FileChange file,
      Object after,
      int at,
      int count,
      List<String> old,
      int line,
      List<Refusal> refusals) {
    List<String> restored = new ArrayList<>(FileChange.lines(file.after()));
    restored.subList(at, at + count).clear();
    restored.addAll(at, old);
    try {
      if (Objects.equals(Yaml.parseStrictly(String.join("\n", restored)), after)) {
        refusals.add(
            refusal(file.path() + ":" + line, "a line is written anew and means the same"));
      }
    } catch (Yaml.Unreadable e) {
      // With the old line the file would be broken, or say something twice: it had to change.
      return;
    }
  }

  private static boolean isQuiet(String line) {
    return line.isBlank() || line.strip().startsWith("#");
  }

  private static long comments(List<String> lines) {
    return lines.stream().filter(line -> line.matches("(.*\\s)?#.*\\s*")).count();
  }
}
