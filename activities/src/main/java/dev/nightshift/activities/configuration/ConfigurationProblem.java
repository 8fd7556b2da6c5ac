package dev.nightshift.activities.configuration;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be meant as it stands: everything that is wrong with it, at once. */
public final class ConfigurationProblem extends RuntimeException {
  /** What a command exits with. */
  public static final int EXIT_CODE = 2;

  private final transient List<Problem> problems;

  public ConfigurationProblem(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  static ConfigurationProblem of(String file, int line, String says) {
    return new ConfigurationProblem(List.of(new Problem(file, line, "", says)));
  }

  public List<Problem> problems() {
    return problems;
  }

  /** One thing that is wrong: {@code line} counts from 1 and is 0 for the file as a whole. */
  public record Problem(String file, int line, String key, String says) {
    @Override
    public String toString() {
      return file + (line > 0 ? ", line " + line : "") + ": " + says;
    }
  }
}
