package dev.nightshift.activities.scripted;

import java.util.ArrayList;
import java.util.List;

/**
 * What the model does in one of its turns. {@code fault} comes in its place as often as that says,
 * null for none; {@code in}, {@code cached} and {@code out} are the tokens that it counts, nothing
 * where it does not tell (Chat Completions alone).
 */
public record Step(
    String text,
    String thought,
    List<Use> uses,
    Ending ending,
    Fault fault,
    long in,
    long cached,
    long out) {
  /** How a turn ends. */
  public enum Ending {
    /** As it should. */
    WHOLE,
    /** At the most that may be said at once. */
    LENGTH,
    /** It will not do this. */
    REFUSED
  }

  public Step {
    uses = List.copyOf(uses);
  }

  /** A tool that it calls; {@code arguments} as it says them, JSON or not. */
  public record Use(String tool, String arguments) {}

  public static Step says(String text) {
    return new Step(text, "", List.of(), Ending.WHOLE, null, 100, 0, 20);
  }

  /** Calls it besides; several calls of a step are made at once. */
  public Step uses(String tool, String arguments) {
    List<Use> all = new ArrayList<>(uses);
    all.add(new Use(tool, arguments));
    return new Step(text, thought, all, ending, fault, in, cached, out);
  }

  public Step thinks(String thoughts) {
    return new Step(text, thoughts, uses, ending, fault, in, cached, out);
  }

  public Step ends(Ending how) {
    return new Step(text, thought, uses, how, fault, in, cached, out);
  }

  public Step after(Fault before) {
    return new Step(text, thought, uses, ending, before, in, cached, out);
  }

  public Step counts(long heard, long known, long said) {
    return new Step(text, thought, uses, ending, fault, heard, known, said);
  }
}
