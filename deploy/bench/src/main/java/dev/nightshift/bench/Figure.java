package dev.nightshift.bench;

import java.util.List;

/** One comparison: {@code ratio} is ours to the peer's, and may be {@code bar} at most. */
public record Figure(String name, double ours, double peer, double ratio, double bar, String unit) {

  public static Figure of(String name, double ours, double peer, double bar, String unit) {
    return new Figure(name, ours, peer, ours / peer, bar, unit);
  }

  /** Where there is no peer but a limit that was promised. */
  public static Figure limit(String name, double ours, double limit, String unit) {
    return new Figure(
        name, ours, limit, limit == 0 ? ours : ours / limit, limit == 0 ? 0 : 1, unit);
  }

  /** Where the peer is not installed: nothing is compared, and whoever reads is told so. */
  public static Figure alone(String name, double ours, String unit) {
    return new Figure(name, ours, Double.NaN, Double.NaN, Double.NaN, unit);
  }

  public boolean compared() {
    return !Double.isNaN(peer);
  }

  public static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }

  public boolean met() {
    return !compared() || ratio <= bar;
  }
}
