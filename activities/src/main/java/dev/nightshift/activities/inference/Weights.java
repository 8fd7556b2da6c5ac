package dev.nightshift.activities.inference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * What each clue weighs for each kind of test, in log odds: found by a regression on tests that
 * people wrote. One that no project had weighs nothing.
 */
public record Weights(Map<String, Double> of) {
  private static final String FILE = "weights.properties";

  /** What speaks for any test of a kind before anything is seen. */
  public static final String BIAS = "bias";

  public Weights {
    of = Map.copyOf(of);
  }

  /** Those that the product goes by. */
  public static Weights ours() {
    Properties read = new Properties();
    try (InputStream stream = Weights.class.getResourceAsStream(FILE)) {
      read.load(stream);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    Map<String, Double> weights = new TreeMap<>();
    read.stringPropertyNames()
        .forEach(name -> weights.put(name, Double.valueOf(read.getProperty(name))));
    return new Weights(weights);
  }

  double of(Kind kind, String clue) {
    return of.getOrDefault(key(kind, clue), 0.0);
  }

  public static String key(Kind kind, String clue) {
    return kind.word() + "." + clue;
  }

  Candidate weighed(Check check, List<Clue> clues) {
    List<Candidate.Weighed> weighed =
        clues.stream()
            .map(clue -> new Candidate.Weighed(clue, of(check.kind(), clue.name()) * clue.amount()))
            .toList();
    double odds =
        of(check.kind(), BIAS) + weighed.stream().mapToDouble(Candidate.Weighed::weight).sum();
    return new Candidate(check, 1 / (1 + Math.exp(-odds)), weighed);
  }
}
