package dev.nightshift.bench.inference;

import dev.nightshift.activities.inference.Candidate;
import dev.nightshift.activities.inference.Kind;
import dev.nightshift.activities.inference.Weights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds what each clue weighs: a logistic regression on which candidates people wrote. A large
 * project counts for more than a small one, and not for as much more as it is larger.
 */
final class Fitting {
  private static final int STEPS = 1_500;
  private static final double RATE = 0.05;

  /** Keeps what was seen a few times from weighing much. */
  private static final double SHRINKING = 0.002;

  private Fitting() {}

  static Weights of(List<Judged> models) {
    Map<String, Double> weights = new TreeMap<>();
    for (Kind kind : Kind.values()) {
      weights.putAll(new One(kind, models).found());
    }
    return new Weights(weights);
  }

  /** The weights of one kind of test, by Adam's steps down the loss. */
  private static final class One {
    private final Kind kind;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<Example> examples = new ArrayList<>();

    /** A candidate as numbers: where its clues stand, and how much of each there is. */
    private static final class Example {
      private final int[] places;
      private final double[] amounts;
      private final boolean written;
      private final double counts;

      Example(int[] places, double[] amounts, boolean written, double counts) {
        this.places = places;
        this.amounts = amounts;
        this.written = written;
        this.counts = counts;
      }
    }

    One(Kind kind, List<Judged> models) {
      this.kind = kind;
      place(Weights.BIAS);
      Map<String, Long> sizes =
          models.stream()
              .collect(
                  Collectors.groupingBy(
                      Judged::project, Collectors.summingLong(model -> model.candidates().size())));
      for (Judged model : models) {
        double counts = 1 / Math.sqrt((double) sizes.get(model.project()));
        for (Candidate candidate : model.candidates()) {
          if (candidate.check().kind() == kind) {
            examples.add(example(candidate, model.isWritten(candidate), counts));
          }
        }
      }
    }

    private int place(String name) {
      return places.computeIfAbsent(
          name,
          fresh -> {
            names.add(fresh);
            return names.size() - 1;
          });
    }

    private Example example(Candidate candidate, boolean written, double counts) {
      int size = candidate.clues().size() + 1;
      int[] at = new int[size];
      double[] amounts = new double[size];
      at[0] = 0;
      amounts[0] = 1;
      for (int i = 1; i < size; i++) {
        at[i] = place(candidate.clues().get(i - 1).clue().name());
        amounts[i] = candidate.clues().get(i - 1).clue().amount();
      }
      return new Example(at, amounts, written, counts);
    }

    Map<String, Double> found() {
      double[] weights = new double[names.size()];
      double[] mean = new double[names.size()];
      double[] square = new double[names.size()];
      double all = examples.stream().mapToDouble(one -> one.counts).sum();
      for (int step = 1; step <= STEPS && all > 0; step++) {
        double[] slope = slope(weights, all);
        for (int i = 0; i < weights.length; i++) {
          mean[i] = 0.9 * mean[i] + 0.1 * slope[i];
          square[i] = 0.999 * square[i] + 0.001 * slope[i] * slope[i];
          double first = mean[i] / (1 - Math.pow(0.9, step));
          double second = square[i] / (1 - Math.pow(0.999, step));
          weights[i] -= RATE * first / (Math.sqrt(second) + 1e-8);
        }
      }
      Map<String, Double> found = new TreeMap<>();
      for (int i = 0; i < weights.length; i++) {
        double rounded = Math.round(weights[i] * 1000) / 1000.0;
        if (rounded != 0) {
          found.put(Weights.key(kind, names.get(i)), rounded);
        }
      }
      return found;
    }

    private double[] slope(double[] weights, double all) {
      double[] slope = new double[weights.length];
      for (Example one : examples) {
        double odds = 0;
        for (int i = 0; i < one.places.length; i++) {
          odds += weights[one.places[i]] * one.amounts[i];
        }
        double off = (1 / (1 + Math.exp(-odds)) - (one.written ? 1 : 0)) * one.counts / all;
        for (int i = 0; i < one.places.length; i++) {
          slope[one.places[i]] += off * one.amounts[i];
        }
      }
      for (int i = 1; i < weights.length; i++) {
        slope[i] += SHRINKING * weights[i];
      }
      return slope;
    }
  }
}
