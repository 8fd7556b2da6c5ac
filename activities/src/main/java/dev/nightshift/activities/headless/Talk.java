package dev.nightshift.activities.headless;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.process.Command;
import java.util.function.BiFunction;

/** One sitting with an agent: what it is told on its standard input, and what its lines mean. */
interface Talk extends AutoCloseable {
  Command.Input input();

  /** What is known after one more line of its stream. */
  Told heard(Told before, JsonNode event);

  /** What is known after a line that is no part of the stream. */
  default Told noise(Told before) {
    return before;
  }

  /** It is asked to end by itself, from another thread; whoever asks does not wait for ever. */
  default void stop(Control control) {
    control.interrupt();
  }

  /** Nothing more is said. */
  @Override
  default void close() {}

  /** Says all at once and listens to the end. */
  static Talk of(String words, BiFunction<Told, JsonNode, Told> meaning) {
    return new Talk() {
      @Override
      public Command.Input input() {
        return Command.Input.of(words);
      }

      @Override
      public Told heard(Told before, JsonNode event) {
        return meaning.apply(before, event);
      }
    };
  }
}
