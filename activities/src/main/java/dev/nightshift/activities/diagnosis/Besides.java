package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.ChangeFacts.ChangeLook;
import dev.nightshift.activities.diagnosis.ChangeFacts.Ends;
import dev.nightshift.activities.diagnosis.ChangeFacts.PieceLook;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.git.Histories.Lately;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Changed files that bear on a failing node without being its text or that of a node above: the
 * properties that define a test or a contract, macros that they call, the project's own settings.
 * No question to the warehouse tells what they do; only a build does.
 */
final class Besides {
  private static final Set<String> OWN_TESTS =
      Set.of("unique", "not_null", "accepted_values", "relationships");
  private static final Pattern QUALIFIED = Pattern.compile("\\b(\\w+)\\.\\w+\\s*\\(");

  /** What has methods in a template and is no package. */
  private static final Set<String> OBJECTS =
      Set.of(
          "adapter",
          "api",
          "builtins",
          "config",
          "dbt",
          "exceptions",
          "graph",
          "local_md5",
          "loop",
          "model",
          "modules",
          "namespace",
          "re",
          "target",
          "this",
          "var");

  private static final Pattern LOCAL =
      Pattern.compile("(?m)^\\s*(?:-\\s*)?local:\\s*[\"']?([^\\s\"'#]+)");

  private final Graph graph;
  private final Lately lately;
  private final UnaryOperator<String> now;
  private final Doubts doubts;

  Besides(Graph graph, Lately lately, UnaryOperator<String> now, Doubts doubts) {
    this.graph = graph;
    this.lately = lately;
    this.now = now;
    this.doubts = doubts;
  }

  List<ChangeLook> of(Part failing) {
    List<ChangeLook> looks = new ArrayList<>();
    for (Earlier file : lately.files()) {
      String path = file.path();
      if (isOfPackages(path)) {
        if (readsPackages(failing)) {
          looks.add(look(path, file, file.isNew()));
        }
      } else if (path.matches("(?i).*\\.ya?ml")) {
        defined(file, failing).ifPresent(looks::add);
        looks.addAll(sources(file, failing));
      } else if (path.endsWith(".sql")) {
        looks.addAll(macros(file, failing));
      }
    }
    if (looks.isEmpty()) {
      lately
          .file("dbt_project.yml")
          .ifPresent(file -> looks.add(look("dbt_project.yml", file, file.isNew())));
    }
    if (looks.isEmpty() && readsPackages(failing)) {
      beside().forEach(path -> looks.add(look(path, new Earlier(path, null, false, null), false)));
    }
    return looks;
  }

  /** It is not the project's own text that changed. */
  static boolean isBrought(ChangeLook change) {
    return isOfPackages(change.file())
        || (change.commit().isEmpty() && change.node().equals(change.file()));
  }

  private static boolean isOfPackages(String path) {
    return Set.of("packages.yml", "dependencies.yml", "package-lock.yml").contains(path);
  }

  /** A test or a macro of a package, or a model of one, is made of what the package brings. */
  private boolean readsPackages(Part failing) {
    boolean theirTest = failing.test() != null && !OWN_TESTS.contains(failing.test().kind());
    return theirTest
        || graph.above(failing).stream()
            .filter(part -> !part.isSource())
            .anyMatch(
                part ->
                    !part.packageName().equals(graph.run().dbtProject())
                        || QUALIFIED
                            .matcher(part.rawSql())
                            .results()
                            .anyMatch(call -> !OBJECTS.contains(call.group(1))));
  }

  /** Where the sources that it reads are looked for. */
  private List<ChangeLook> sources(Earlier file, Part failing) {
    return graph.above(failing).stream()
        .filter(Part::isSource)
        .filter(source -> !Definitions.placeOf(was(file), source).isEmpty())
        .filter(
            source ->
                !Definitions.placeOf(was(file), source)
                    .equals(Definitions.placeOf(now.apply(file.path()), source)))
        .map(source -> look(source.id(), file, false))
        .toList();
  }

  private static String was(Earlier file) {
    return file.text() == null ? "" : file.text();
  }

  /** The first of what changed in each package that lies beside the project. */
  private Set<String> beside() {
    Set<String> changed = new LinkedHashSet<>();
    for (String file : List.of("packages.yml", "dependencies.yml")) {
      LOCAL
          .matcher(now.apply(file))
          .results()
          .map(match -> match.group(1))
          .filter(path -> path.startsWith("../"))
          .map(path -> "/" + path.replaceAll("^(\\.\\./)+", "").replaceAll("/+$", "") + "/")
          .forEach(
              folder ->
                  lately.outside().stream()
                      .filter(path -> ("/" + path).contains(folder))
                      .findFirst()
                      .ifPresent(changed::add));
    }
    return changed;
  }

  /** It is new where the file said nothing of the kind before. */
  private Optional<ChangeLook> defined(Earlier file, Part failing) {
    String attached = failing.test() == null ? "" : Say.name(failing.test().attachedNode());
    Set<Object> before = Definitions.of(was(file), failing, attached);
    Set<Object> after = Definitions.of(now.apply(file.path()), failing, attached);
    if (after.isEmpty() || after.equals(before)) {
      return Optional.empty();
    }
    DoubledKeys.Found doubled =
        DoubledKeys.of(
            file, now.apply(file.path()), text -> Definitions.of(text, failing, attached));
    return Optional.of(
        look(failing.id(), file, before.isEmpty())
            .saying(doubled.key(), doubled.edit().orElse(null)));
  }

  /** Those that do something else now, and that the node, or one above it, calls by name. */
  private List<ChangeLook> macros(Earlier file, Part failing) {
    List<ChangeLook> looks = new ArrayList<>();
    Map<String, String> before = Contents.callables(was(file));
    Map<String, String> after = Contents.callables(now.apply(file.path()));
    after.forEach(
        (name, does) -> {
          Set<String> called = does.equals(before.get(name)) ? Set.of() : calling(name, after);
          List<String> callers =
              graph.above(failing).stream()
                  .filter(part -> called.stream().anyMatch(it -> calls(part, it)))
                  .map(part -> part.isTest() ? "" : part.path())
                  .distinct()
                  .toList();
          if (!callers.isEmpty()) {
            String macro = "macro." + graph.run().dbtProject() + "." + name;
            looks.add(look(macro, file, file.isNew()).calledBy(callers));
          }
        });
    return looks;
  }

  /** The macro, and those of its file through which it is called. */
  private static Set<String> calling(String name, Map<String, String> macros) {
    Set<String> calling = new LinkedHashSet<>(List.of(name));
    List<String> next = new ArrayList<>(calling);
    while (!next.isEmpty()) {
      Pattern call = call(next.remove(0));
      macros.forEach(
          (other, does) -> {
            if (call.matcher(does).find() && calling.add(other)) {
              next.add(other);
            }
          });
    }
    return calling;
  }

  private static boolean calls(Part part, String name) {
    boolean test = part.test() != null && part.test().kind().equals(name);
    return test || call(name).matcher(part.rawSql()).find();
  }

  private static Pattern call(String name) {
    return Pattern.compile("\\b" + name + "\\s*\\(");
  }

  private ChangeLook look(String node, Earlier earlier, boolean isNew) {
    List<PieceLook> pieces =
        earlier.text() == null
            ? List.of()
            : Pieces.between(earlier.text(), now.apply(earlier.path())).stream()
                .map(piece -> new PieceLook(piece, Ends.UNKNOWN, doubts.of(earlier, piece)))
                .toList();
    return ChangeLook.of(node, earlier, isNew, Ends.UNKNOWN, "", pieces);
  }
}
