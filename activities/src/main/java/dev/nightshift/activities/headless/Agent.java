package dev.nightshift.activities.headless;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A command-line agent: how it is started, spoken to and understood. */
interface Agent {
  /** The name of the engine. */
  String name();

  /** By its path, which the cage shows too. */
  Path program(Supplies supplies);

  /** What the cage shows of the machine so that it can run. */
  default List<Path> shown(Path program) {
    return List.of(program.getParent());
  }

  /** Where its model is, and what opens it. */
  Access access(Supplies supplies);

  /** What its requests cost. */
  default Tariff tariff(Tariff usual) {
    return usual;
  }

  List<String> arguments(Start start);

  /** {@code model} is where its model is on loopback; no secret of the access is in it. */
  Map<String, String> environment(Path home, String model, Access access);

  Notes notes(Path home);

  /** {@code refused} is told what it wanted and was not let do. */
  Talk talk(Start start, Consumer<String> refused);

  /**
   * How it begins. {@code session} is the id to take, or the one to go on with where it {@code
   * resumes}; {@code words} are for a session that begins; {@code model} is empty for the agent's
   * own choice; {@code tools} the command by which it talks to those of ours, empty where there are
   * none.
   */
  record Start(
      Path folder,
      Path home,
      String session,
      boolean resumes,
      String words,
      String model,
      String base,
      long turns,
      double dollars,
      List<String> tools) {
    /** Where it takes what it goes on with by its arguments. */
    String said() {
      return resumes ? Prompt.goOn() : words;
    }
  }
}
