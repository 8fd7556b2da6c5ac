package dev.nightshift.activities.diagnosis;

import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.csv.CsvCommas;
import dev.nightshift.activities.diagnosis.CodeFacts.CodeLook;
import dev.nightshift.activities.diagnosis.CodeFacts.Misspelt;
import dev.nightshift.activities.diagnosis.CodeFacts.ProvenEdit;
import dev.nightshift.activities.diagnosis.CodeFacts.WrongName;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.activities.sql.ColumnSlip;
import dev.nightshift.activities.sql.Dialect;
import dev.nightshift.activities.sql.Divisions;
import dev.nightshift.activities.sql.SyntaxMend;
import dev.nightshift.activities.warehouse.Production.Relation;
import dev.nightshift.activities.words.Below;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** For an error that the code may have made: the line, and names that may have been meant. */
final class CodeLooks {
  private static final Pattern QUOTED_LINE = Pattern.compile("(?m)^\\s*LINE \\d+:\\s*(.+)$");

  private final Graph graph;
  private final Witness witness;
  private final Path project;
  private final LastPassed passed;
  private final MovedTables moved;
  private Inventory inventory;

  CodeLooks(Graph graph, Witness witness, Path project, LastPassed passed) {
    this.graph = graph;
    this.witness = witness;
    this.project = project;
    this.passed = passed;
    this.moved = new MovedTables(graph, witness);
  }

  CodeLook look(Part part, Trouble trouble, String message) {
    String wrong = trouble.name();
    List<String> near = wrong.isEmpty() ? List.of() : near(part, wrong);
    Optional<Part> relation =
        trouble.kind() == Trouble.Kind.MISSING_RELATION
            ? graph
                .at(Graph.key("", "", wrong))
                .filter(Part::isSource)
                .filter(graph.above(part)::contains)
            : Optional.empty();
    String code = text(part);
    Line line = line(code, wrong, message);
    String slip = "";
    String stop = "";
    if (trouble.kind() == Trouble.Kind.SYNTAX) {
      stop = ParserStop.of(message);
      SyntaxMend mend = SyntaxMend.of(code, stop, quotedLines(code, message));
      slip = mend.fault();
      line = mend.line() > 0 ? at(code, mend.line()) : line;
    }
    Misspelt misspelt =
        trouble.kind() == Trouble.Kind.MISSING_COLUMN ? misspelt(part, code, wrong) : null;
    if (misspelt != null && !misspelt.places().isEmpty()) {
      int first = Integer.parseInt(misspelt.places().split(",", 2)[0]);
      line = at(code, ColumnSlip.line(code, first));
    }
    WrongName name = trouble.kind() == Trouble.Kind.COMPILATION ? wrongName(part, message) : null;
    if (name != null && !name.files().isEmpty()) {
      line = at(code, Math.max(1, StopLooks.line(name, code)));
    }
    ProvenEdit proven =
        switch (trouble.kind()) {
          case COMPILATION -> proven(part, code, message);
          case MISSING_COLUMN -> snapshot(part, code, wrong);
          default -> ProvenEdit.NONE;
        };
    if (part.type().equals("seed") && !proven.file().isEmpty()) {
      line = at(code, CsvCommas.line(code).orElse(0));
    }
    WhoseColumn whose = trouble.kind() == Trouble.Kind.AMBIGUOUS ? whose(part, code, wrong) : null;
    String divisor = trouble.kind() == Trouble.Kind.DIVISION ? Divisions.only(code) : "";
    return new CodeLook(
        part.path(),
        line.number(),
        line.text(),
        near,
        relation.map(Part::id).orElse(""),
        stop,
        slip,
        misspelt,
        name,
        divisor,
        zeros(part, divisor).orElse(null),
        whose,
        proven,
        relation.flatMap(moved::of).orElse(null));
  }

  /** Rows in which a column is zero, where one relation alone can be meant by its name. */
  private Optional<Long> zeros(Part part, String divisor) {
    Optional<String> name = CodeFacts.column(divisor);
    if (name.isEmpty()) {
      return Optional.empty();
    }
    List<Part> having =
        graph.parents(part).stream()
            .filter(parent -> witness.column(parent, name.get()).isPresent())
            .toList();
    return having.size() == 1 ? zerosIn(having.get(0), name.get()) : Optional.empty();
  }

  private Optional<Long> zerosIn(Part parent, String name) {
    String column = Relation.quote(witness.column(parent, name).orElseThrow().name());
    return witness
        .numbers("select count(*) from " + Graph.quoted(parent) + " where " + column + " = 0")
        .map(numbers -> numbers[0]);
  }

  private ProvenEdit proven(Part part, String code, String message) {
    return part.type().equals("seed")
        ? SeedCommas.of(part.path(), code, passed.lately(part.id()).file(part.path()))
        : new DroppedPackages(recent(part)).of(message).orElse(ProvenEdit.NONE);
  }

  private ProvenEdit snapshot(Part part, String code, String wrong) {
    List<Part> parents = graph.parents(part);
    if (!part.type().equals("snapshot") || parents.size() != 1) {
      return ProvenEdit.NONE;
    }
    String early = early(part, parents.get(0), wrong);
    return early.isEmpty()
        ? SnapshotColumns.of(
                part,
                code,
                wrong,
                passed.lately(part.id()).file(part.path()),
                columns(parents.get(0)))
            .orElse(ProvenEdit.NONE)
        : ProvenEdit.no(early);
  }

  /**
   * What a snapshot is taken of may be as it was before the project's text of tonight: a job can
   * run its snapshots first. Its columns are no witness then.
   */
  private String early(Part snapshot, Part parent, String column) {
    if (graph.lineage(parent).filter(lineage -> lineage.gives(column)).isPresent()) {
      return parent.name()
          + " gives "
          + column
          + " by its text, and its table was built before that: once it is built, the snapshot"
          + " finds what its settings name";
    }
    Lately lately = passed.lately(snapshot.id());
    return graph.above(parent).stream()
        .filter(above -> !above.isSource())
        .map(Part::path)
        .filter(path -> lately.file(path).isPresent())
        .findFirst()
        .map(
            path ->
                path
                    + ", of which it is taken, was changed too, and may give "
                    + column
                    + " once it is built")
        .orElse("");
  }

  private Set<String> columns(Part part) {
    Set<String> names = new TreeSet<>();
    witness.columns(part).forEach(column -> names.add(column.name().toLowerCase(Locale.ROOT)));
    return names;
  }

  private WrongName wrongName(Part part, String message) {
    return new NameLooks(inventory(), recent(part), graph.run().macros())
        .look(message, part.path())
        .orElse(WrongName.NONE);
  }

  private WhoseColumn whose(Part part, String code, String name) {
    return WhoseColumn.of(
        part, code, name, graph, (source, model) -> columns(part, source, model), recent(part));
  }

  private Recent recent(Part part) {
    return new Recent(passed.lately(part.id()), inventory());
  }

  private Inventory inventory() {
    if (inventory == null) {
      inventory = new Inventory(project);
    }
    return inventory;
  }

  /** The field of a source that says when a row came, and the columns it may have meant. */
  CodeLook loadedAt(Part source) {
    String field = source.loadedAtField();
    List<String> near =
        witness.columns(source).stream()
            .map(column -> column.name().toLowerCase(Locale.ROOT))
            .filter(name -> Names.near(name, field))
            .toList();
    return new CodeLook(
        source.path(),
        0,
        "loaded_at_field: " + field,
        near,
        "",
        "",
        "",
        null,
        null,
        "",
        null,
        null,
        null,
        null);
  }

  /** Nobody misspells a name that a run before this one read, or that is documented. */
  private Misspelt misspelt(Part part, String code, String wrong) {
    for (Part above : graph.above(part)) {
      if (!above.equals(part)
          && above.columns().keySet().stream().anyMatch(wrong::equalsIgnoreCase)) {
        return doubt(above.name() + " is documented to have " + wrong);
      }
    }
    if (witness.column(part, wrong).isPresent()) {
      return doubt(part.name() + " was built with a column " + wrong + " before");
    }
    ColumnSlip slip =
        ColumnSlip.of(
            code,
            wrong,
            Dialect.of(graph.run().adapter()),
            (source, name) -> columns(part, source, name));
    return new Misspelt(
        slip.meant(),
        slip.scope(),
        String.join(",", slip.places().stream().map(String::valueOf).toList()),
        slip.doubt());
  }

  private static Misspelt doubt(String why) {
    return new Misspelt("", "", "", why);
  }

  private Optional<Set<String>> columns(Part part, String source, String name) {
    List<Part> called =
        graph.parents(part).stream()
            .filter(
                parent ->
                    parent.name().equals(name)
                        && (source.isEmpty()
                            ? !parent.isSource()
                            : parent.isSource() && parent.id().endsWith("." + source + "." + name)))
            .toList();
    if (called.size() != 1) {
      return Optional.empty();
    }
    Set<String> names = columns(called.get(0));
    return names.isEmpty() ? Optional.empty() : Optional.of(names);
  }

  /** Names of the columns above it and in its own SQL that a slip of the pen would turn into it. */
  private List<String> near(Part part, String wrong) {
    Set<String> names = new TreeSet<>();
    graph.parents(part).forEach(parent -> names.addAll(witness.knownColumns(parent)));
    names.addAll(
        List.of(SqlText.forParser(graph.sql(part)).toLowerCase(Locale.ROOT).split("[^\\w$]+")));
    names.remove(wrong);
    return names.stream().filter(name -> name.length() > 2 && Names.near(name, wrong)).toList();
  }

  private record Line(int number, String text) {}

  /** The line that the message quotes, else the first that has the wrong name. */
  private static Line line(String code, String wrong, String message) {
    Set<Integer> quoted = quotedLines(code, message);
    if (!quoted.isEmpty()) {
      return at(code, quoted.iterator().next());
    }
    if (wrong.isEmpty() || wrong.contains(" ")) {
      return new Line(0, "");
    }
    return numbers(code, line -> SqlText.names(line.toLowerCase(Locale.ROOT), wrong)).stream()
        .findFirst()
        .map(number -> at(code, number))
        .orElse(new Line(0, ""));
  }

  /** Lines of the code that read like the one that the message quotes, which may be cut. */
  private static Set<Integer> quotedLines(String code, String message) {
    Matcher quoted = QUOTED_LINE.matcher(message);
    if (!quoted.find()) {
      return Set.of();
    }
    String text = quoted.group(1).strip();
    String part = text.replaceAll("^\\.\\.\\.|\\.\\.\\.$", "").strip();
    return part.equals(text)
        ? numbers(code, line -> line.strip().equals(text))
        : numbers(code, line -> !part.isEmpty() && line.contains(part));
  }

  private static Set<Integer> numbers(String code, Predicate<String> wanted) {
    List<String> lines = code.lines().toList();
    Set<Integer> numbers = new TreeSet<>();
    for (int i = 0; i < lines.size(); i++) {
      if (wanted.test(lines.get(i))) {
        numbers.add(i + 1);
      }
    }
    return numbers;
  }

  private static Line at(String code, int number) {
    return new Line(
        number, code.lines().skip(number - 1L).findFirst().map(String::strip).orElse(""));
  }

  private String text(Part part) {
    Optional<Path> file = Below.of(project, part.path());
    if (part.path().isEmpty() || file.isEmpty()) {
      return "";
    }
    try {
      return Files.readString(file.get());
    } catch (IOException notInTheCheckout) {
      return part.rawSql();
    }
  }
}
