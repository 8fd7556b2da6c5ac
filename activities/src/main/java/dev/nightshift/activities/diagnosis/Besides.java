package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.diagnosis.ChangeFacts.ChangeLook;
import dev.nightshift.activities.diagnosis.ChangeFacts.Ends;
import dev.nightshift.activities.diagnosis.ChangeFacts.PieceLook;
import dev.nightshift.activities.edit.Pieces;
import dev.nightshift.activities.git.Histories.Earlier;
import dev.nightshift.activities.git.Histories.Lately;
import java.util.ArrayList;
import java.util.List;
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
  private static final Pattern DEFINED = Pattern.compile("\\{%-?\\s*(?:macro|test)\\s+(\\w+)");

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
      if (path.matches("(?i).*\\.ya?ml")) {
        defined(file, failing).ifPresent(looks::add);
      } else if (path.endsWith(".sql")) {
        looks.addAll(macros(file, failing));
      }
    }
    if (looks.isEmpty()) {
      lately
          .file("dbt_project.yml")
          .ifPresent(file -> looks.add(look("dbt_project.yml", file, file.isNew())));
    }
    return looks;
  }

  /** It is new where the file said nothing of the kind before. */
  private Optional<ChangeLook> defined(Earlier file, Part failing) {
    String attached = failing.test() == null ? "" : Say.name(failing.test().attachedNode());
    Set<Object> before = Definitions.of(file.text() == null ? "" : file.text(), failing, attached);
    Set<Object> after = Definitions.of(now.apply(file.path()), failing, attached);
    return after.isEmpty() || after.equals(before)
        ? Optional.empty()
        : Optional.of(look(failing.id(), file, before.isEmpty()));
  }

  /** Those that the node, or one above it, calls by name. */
  private List<ChangeLook> macros(Earlier file, Part failing) {
    List<ChangeLook> looks = new ArrayList<>();
    DEFINED
        .matcher(now.apply(file.path()))
        .results()
        .map(match -> match.group(1))
        .forEach(
            name -> {
              List<String> callers =
                  graph.above(failing).stream()
                      .filter(part -> calls(part, name))
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

  private static boolean calls(Part part, String name) {
    boolean test = part.test() != null && part.test().kind().equals(name);
    return test || Pattern.compile("\\b" + name + "\\s*\\(").matcher(part.rawSql()).find();
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
