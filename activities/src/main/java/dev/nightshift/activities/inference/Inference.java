package dev.nightshift.activities.inference;

import dev.nightshift.activities.artifacts.Manifest;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tests the models of a project should have. A model is judged as if it had none of its own,
 * by its SQL, by those it reads and those that read it, and by what the team tests elsewhere.
 */
public final class Inference {
  private static final List<Rule> RULES =
      List.of(
          new HabitRule(),
          new NeighbourRule(),
          new GrainRule(),
          new FilledRule(),
          new CarriedRule(),
          new ReaderRule(),
          new JoinRule(),
          new UsualRule());

  private final Ground ground;
  private final Weights weights;

  public Inference(Manifest manifest) {
    this(manifest, Weights.ours());
  }

  public Inference(Manifest manifest, Weights weights) {
    this.ground = new Ground(manifest);
    this.weights = weights;
  }

  /** The models of the project itself, by their ids. */
  public Set<String> models() {
    return ground.models().keySet();
  }

  /** The tests of these kinds that a model has. */
  public List<Check> written(String model) {
    return ground.checks(model);
  }

  /** Whether its compiled SQL could be read. */
  public boolean isRead(String model) {
    return ground.query(model).facts().isPresent();
  }

  /** The same by the ids of the tests themselves. */
  public Map<String, Check> tests(String model) {
    return ground.tests(model);
  }

  /** The model, or the source's table, that a test refers to by that name. */
  public Optional<Manifest.Node> referred(String name) {
    return ground.named(name);
  }

  /** By what it is judged less well than it could be; empty where nothing is in the way. */
  public String trouble(String model) {
    Manifest.Node node = ground.node(model).orElseThrow();
    if (node.text("language").equals("python")) {
      return "it is a Python model, of which only names and neighbours tell";
    }
    if (node.text("compiled_code").isBlank()) {
      return "the manifest has no compiled SQL of it: run dbt compile";
    }
    return isRead(model) ? "" : "its SQL could not be read, so that only names and neighbours tell";
  }

  /** All that was thought of, the surest first. */
  public List<Candidate> candidates(String model) {
    return candidates(new Subject(ground, model));
  }

  /** The same as if nobody had described a column of it: a model that is new. */
  public List<Candidate> ofNew(String model) {
    return candidates(Subject.fresh(ground, model));
  }

  private List<Candidate> candidates(Subject subject) {
    Findings findings = new Findings();
    RULES.forEach(rule -> rule.look(subject, findings));
    Set<String> columns = subject.names().stream().collect(Collectors.toSet());
    return findings.clues().entrySet().stream()
        .filter(entry -> columns.containsAll(entry.getKey().columns()))
        .map(entry -> weights.weighed(entry.getKey(), entry.getValue()))
        .sorted(Comparator.comparingDouble(Candidate::sure).reversed())
        .toList();
  }
}
