package dev.nightshift.activities.configuration;

/** Who thinks, by the word that a configuration or an agent's file has for it. */
public final class EngineName {
  private EngineName() {}

  /** Whether it is such a word. */
  public static boolean isOne(String word) {
    return ThinkerShape.ENGINE.form().matcher(word).matches();
  }

  /** Whether the configuration has what it names. */
  public static boolean isKnown(String word, Settings settings) {
    return word.startsWith("model:")
        ? settings.model(word.substring("model:".length())).isPresent()
        : !word.startsWith(CommandAgent.ENGINE)
            || settings.agents().stream().anyMatch(agent -> agent.engine().equals(word));
  }
}
