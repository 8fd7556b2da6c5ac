package dev.nightshift.activities.dbt;

import dev.nightshift.workflows.ports.Dbt.Verb;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The words that every invocation of dbt has. */
final class Words {
  private Words() {}

  /** Events go to standard output, where they are read while they come. */
  static List<String> all(
      Verb verb, List<String> words, Profile profile, Path project, JobFolder job) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--log-format",
                "json",
                "--log-level-file",
                "none",
                "--no-use-colors",
                "--no-version-check",
                verb.word(),
                "--project-dir",
                project.toString(),
                "--profiles-dir",
                job.profiles().toString(),
                "--profile",
                profile.name(),
                "--target",
                profile.target(),
                "--log-path",
                job.logs().toString()));
    if (verb != Verb.DEPS) {
      all.addAll(List.of("--target-path", job.target().toString()));
    }
    all.addAll(words);
    return all;
  }

  static Map<String, String> quietEnvironment() {
    return Map.of(
        "DBT_SEND_ANONYMOUS_USAGE_STATS",
        "false",
        "DO_NOT_TRACK",
        "1",
        "LANG",
        "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE",
        "1",
        "PYTHONUNBUFFERED",
        "1");
  }
}
