package dev.nightshift.activities.inference;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** How a team tests its other models. What it never had a chance to do says nothing. */
final class Habits {
  /** As if so many more had been seen that are as usual: one neighbour is no habit. */
  private static final double DOUBT = 2;

  /** How often: {@code of} so many {@code tested} it. */
  record Share(int tested, int of) {}

  private final List<Ground.Model> others;
  private final Ground.Model model;
  private final Map<Kind, Double> usual = new EnumMap<>(Kind.class);
  private final Map<Role, Map<Kind, Share>> roles = new EnumMap<>(Role.class);

  Habits(Ground ground, Ground.Model model, int columns) {
    this.model = model;
    this.others =
        ground.models().values().stream()
            .filter(other -> other.isTested() && !other.isVersionOf(model))
            .toList();
    for (Kind kind : Kind.values()) {
      double all = others.stream().mapToLong(other -> other.count(kind)).sum();
      int places = kind == Kind.COMBINATION ? 1 : Math.max(columns, 1);
      double each = (all + 0.5) / (others.size() + 1) / places;
      usual.put(kind, Math.min(0.95, Math.max(0.002, each)));
    }
  }

  /** The log odds that any column of such a model has such a test, or the model a combination. */
  double usual(Kind kind) {
    return logit(usual.get(kind));
  }

  /** How many of the others that have a column of this name test it so. */
  Share named(Kind kind, String column) {
    List<Ground.Model> having = others.stream().filter(one -> one.has(column)).toList();
    int tested = (int) having.stream().filter(one -> one.tests(kind, column)).count();
    return new Share(tested, having.size());
  }

  /** How many columns of that role, in others that document them, are tested so. */
  Share ofRole(Kind kind, Role role) {
    return roles
        .computeIfAbsent(role, one -> new EnumMap<>(Kind.class))
        .computeIfAbsent(kind, one -> counted(one, role));
  }

  private Share counted(Kind kind, Role role) {
    int tested = 0;
    int all = 0;
    for (Ground.Model other : others) {
      List<String> alike = other.ofRole(role);
      all += alike.size();
      tested += (int) alike.stream().filter(column -> other.tests(kind, column)).count();
    }
    return new Share(tested, all);
  }

  /** How many of the others test the first column that they document so. */
  Share first(Kind kind) {
    List<Ground.Model> documented =
        others.stream().filter(one -> !one.documented().isEmpty()).toList();
    int tested =
        (int) documented.stream().filter(one -> one.tests(kind, one.documented().get(0))).count();
    return new Share(tested, documented.size());
  }

  /** How many of the others in its folder have any such test. */
  Share folder(Kind kind) {
    List<Ground.Model> near =
        others.stream().filter(one -> Objects.equals(one.folder(), model.folder())).toList();
    return new Share((int) near.stream().filter(one -> one.count(kind) > 0).count(), near.size());
  }

  /**
   * The tests of a kind that others have of a column of this name, each once, the most usual first.
   */
  List<Named> same(Kind kind, String column) {
    List<Named> found = new ArrayList<>();
    for (Ground.Model other : others) {
      for (Check check : other.checks()) {
        if (check.kind() == kind && check.columns().equals(List.of(column))) {
          count(found, check, other.name());
        }
      }
    }
    found.sort((one, two) -> Integer.compare(two.models().size(), one.models().size()));
    return found;
  }

  /** The columns that are unique together in others, all of which are among these. */
  List<Named> combinations(Set<String> columns) {
    List<Named> found = new ArrayList<>();
    for (Ground.Model other : others) {
      for (Check check : other.checks()) {
        if (check.kind() == Kind.COMBINATION && columns.containsAll(check.columns())) {
          count(found, check, other.name());
        }
      }
    }
    found.sort((one, two) -> Integer.compare(two.models().size(), one.models().size()));
    return found;
  }

  /** How many of the others that have all of the columns test them together. */
  Share together(Named named) {
    List<String> columns = named.check().columns();
    int having = (int) others.stream().filter(one -> columns.stream().allMatch(one::has)).count();
    return new Share(named.models().size(), Math.max(having, named.models().size()));
  }

  /** A test, and the models that have it. */
  record Named(Check check, List<String> models) {}

  private static void count(List<Named> found, Check check, String model) {
    found.stream()
        .filter(one -> one.check().same(check))
        .findFirst()
        .ifPresentOrElse(
            one -> one.models().add(model),
            () -> found.add(new Named(check, new ArrayList<>(List.of(model)))));
  }

  /** How much more usual it is by this share than of any column, in log odds. */
  double more(Kind kind, Share share) {
    double base = usual.get(kind);
    double seen = (share.tested() + DOUBT * base) / (share.of() + DOUBT);
    return logit(Math.min(0.98, Math.max(0.002, seen))) - logit(base);
  }

  private static double logit(double share) {
    return Math.log(share / (1 - share));
  }
}
