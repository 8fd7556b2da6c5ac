package dev.nightshift.activities.door;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.nightshift.activities.process.Command;
import dev.nightshift.activities.process.Outcome;
import dev.nightshift.activities.process.Processes;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A Python, and the folders without which it does not start in a cage. */
public final class Interpreter {
  /** An environment lives in its own folder, on a base interpreter that may be anywhere. */
  private static final String WHERE =
      """
      import json, os, sys
      places = [sys.prefix, sys.base_prefix, os.path.dirname(os.path.dirname(os.path.realpath(sys.executable)))]
      print(json.dumps(sorted({place for name in places for place in (name, os.path.realpath(name))})))
      """;

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  private final Processes processes;
  private final Path program;
  private List<Path> folders;

  public Interpreter(Processes processes, Path program) {
    this.processes = processes;
    this.program = program;
  }

  public Path program() {
    return program;
  }

  /** Beside the system's. */
  public synchronized List<Path> folders() {
    if (folders == null) {
      folders = asked();
    }
    return folders;
  }

  private List<Path> asked() {
    Command question =
        Command.of(
            program.getParent(), LONGEST_ANSWER, List.of(program.toString(), "-I", "-c", WHERE));
    Outcome outcome = processes.run(question, detail -> {});
    if (!outcome.succeeded()) {
      throw ErrorKind.BROKEN.failure(program + " does not start: " + outcome.stderr().last(500));
    }
    try {
      return Converter.json()
          .readValue(outcome.stdout().text(), new TypeReference<List<String>>() {})
          .stream()
          .map(Path::of)
          .filter(place -> !place.startsWith("/usr") && place.getNameCount() > 0)
          .toList();
    } catch (IOException nonsense) {
      throw ErrorKind.BROKEN.failure(program + " says where it is in an unknown way.", nonsense);
    }
  }
}
