package dev.nightshift.activities.headless;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A command-line agent: how it is started, and what its stream of JSON lines means. */
interface Agent {
  /** The name of the engine, and of its part in the toolchain. */
  String name();

  /** Where the key of its model is looked for. */
  String keyName();

  /** Where its model is, by what the environment names, and what opens it. */
  Access access(String key, UnaryOperator<String> environment);

  List<String> arguments(Start start);

  /** {@code model} is where its model is on loopback; nothing in it is a secret. */
  Map<String, String> environment(Path home, String model);

  /** Below its home, the folder in which it writes down its sessions. */
  String sessions();

  /** What is known after one more line of its stream. */
  Told heard(Told before, JsonNode event);

  /**
   * How it begins. {@code session} is the id to take, or the one to go on with where it {@code
   * resumes}; {@code model} empty for the agent's own choice; {@code tools} the command by which it
   * talks to those of ours, empty where there are none.
   */
  record Start(
      String session,
      boolean resumes,
      String model,
      String base,
      long turns,
      double dollars,
      List<String> tools) {}
}
