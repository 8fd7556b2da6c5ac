package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.diagnosis.CodeFacts.ProvenEdit;
import dev.nightshift.activities.edit.Edited;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.edit.Pieces.Piece;
import dev.nightshift.activities.git.Histories.Earlier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A package that the project calls and no longer lists, and the piece of a commit that took it. */
final class DroppedPackages {
  private static final List<Pattern> CALLED =
      List.of(
          Pattern.compile("'(\\w+)' is undefined"),
          Pattern.compile("depends on a node named '\\w+' in package or project '(\\w+)'"),
          Pattern.compile("Could not find package '(\\w+)'"));

  private static final List<String> LISTS = List.of("packages.yml", "dependencies.yml");

  private static final String PACKAGES = "packages";

  private final Recent recent;

  DroppedPackages(Recent recent) {
    this.recent = recent;
  }

  /** By what dbt says is not there. */
  Optional<ProvenEdit> of(String message) {
    for (Pattern called : CALLED) {
      Matcher named = called.matcher(message);
      if (named.find()) {
        return dropped(named.group(1));
      }
    }
    return Optional.empty();
  }

  private Optional<ProvenEdit> dropped(String name) {
    for (String list : LISTS) {
      Optional<Earlier> earlier =
          recent.lately().file(list).filter(file -> file.text() != null && !file.isNew());
      if (earlier.isPresent()) {
        String now = recent.now().text(list).orElse("");
        for (List<Piece> pieces : ways(name, earlier.get().text(), now)) {
          if (bringsBack(name, now, Pieces.undone(now, pieces))) {
            return Optional.of(edit(earlier.get(), pieces, name));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** Each piece by itself, then all of them, then the entry alone behind the others. */
  private List<List<Piece>> ways(String name, String before, String now) {
    List<Piece> all = Pieces.between(before, now);
    List<List<Piece>> ways = new ArrayList<>(all.stream().map(List::of).toList());
    ways.add(all);
    List<Item> there = Item.of(now);
    Item.of(before).stream()
        .filter(item -> nameOf(item.means()).equals(name))
        .filter(item -> !there.isEmpty() && there.get(0).indent() == item.indent())
        .map(item -> new Piece(there.get(there.size() - 1).end() + 1, item.lines(), List.of()))
        .forEach(piece -> ways.add(List.of(piece)));
    return ways;
  }

  /** An entry of a list as it is written; {@code end} is the number of its last line. */
  private record Item(List<String> lines, int indent, int end, Object means) {
    static List<Item> of(String text) {
      List<String> all = text.lines().toList();
      List<Item> items = new ArrayList<>();
      for (int i = 0; i < all.size(); i++) {
        int indent = indent(all.get(i));
        int to = i + 1;
        while (to < all.size() && !all.get(to).isBlank() && indent(all.get(to)) > indent) {
          to++;
        }
        List<String> lines = all.subList(i, to);
        if (all.get(i).strip().startsWith("- ")) {
          List<?> one = listed("packages:\n" + String.join("\n", lines));
          items.add(new Item(lines, indent, to, one.isEmpty() ? "" : one.get(0)));
        }
      }
      return items;
    }

    private static int indent(String line) {
      return line.length() - line.stripLeading().length();
    }
  }

  private static ProvenEdit edit(Earlier list, List<Piece> pieces, String name) {
    return new ProvenEdit(
        list.path(),
        list.by() == null ? "" : list.by().commit(),
        pieces,
        "lists the package " + name + " again, as it was listed before");
  }

  /** All else that the file says stays as it is, and what comes back is still called. */
  private boolean bringsBack(String name, String now, Edited before) {
    List<?> is = listed(now);
    List<Object> back = new ArrayList<>(listed(before.text()));
    if (!before.changed()
        || !back.containsAll(is)
        || !Contents.without(PACKAGES, now).equals(Contents.without(PACKAGES, before.text()))) {
      return false;
    }
    back.removeAll(is);
    List<String> names = back.stream().map(this::nameOf).toList();
    return is.stream().map(this::nameOf).noneMatch(name::equals)
        && names.contains(name)
        && names.stream().allMatch(this::isCalled);
  }

  private static List<?> listed(String text) {
    return Contents.parsed(text).get(PACKAGES) instanceof List<?> list ? list : List.of();
  }

  /** What the project calls it: for a folder by its own file, else as its address ends. */
  private String nameOf(Object entry) {
    if (!(entry instanceof Map<?, ?> keys)) {
      return "";
    }
    for (String kind : List.of("local", "package", "git", "tarball")) {
      if (keys.get(kind) instanceof String address) {
        String folder = address.replaceAll("(?:\\.git)?/*$", "");
        String own =
            recent
                .now()
                .text(Inventory.normal(folder) + "/dbt_project.yml")
                .map(Contents::projectName)
                .orElse("");
        return kind.equals("local") && !own.isEmpty()
            ? own
            : folder.substring(folder.lastIndexOf('/') + 1).replace('-', '_');
      }
    }
    return "";
  }

  private boolean isCalled(String name) {
    Pattern call =
        Pattern.compile(
            "(?<![\\w.])"
                + Pattern.quote(name)
                + "\\s*\\.\\s*\\w|\\bref\\(\\s*['\"]"
                + Pattern.quote(name)
                + "['\"]\\s*,");
    return !name.isEmpty()
        && recent.now().own().entrySet().stream()
            .filter(file -> !LISTS.contains(file.getKey()))
            .anyMatch(file -> call.matcher(file.getValue()).find());
  }
}
