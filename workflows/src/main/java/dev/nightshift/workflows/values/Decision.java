package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import java.util.regex.Pattern;

/**
 * A person's yes or no to one patch. {@code signature} is the starter's, over workflow, base, patch
 * and verification; an unsigned one counts only where the policy says so.
 */
public record Decision(
    Choice choice,
    String person,
    String patchHash,
    String reason,
    String channel,
    String signature) {

  /** Control characters, ends of lines, and what turns the direction of the text. */
  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\u2028\\u2029\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]");

  /** What was decided. */
  public enum Choice {
    APPROVE,
    REJECT,
    @JsonEnumDefaultValue
    UNKNOWN
  }

  public Decision {
    choice = requireNonNullElse(choice, Choice.UNKNOWN);
    person = requireNonNullElse(person, "");
    patchHash = requireNonNullElse(patchHash, "");
    reason = requireNonNullElse(reason, "");
    channel = requireNonNullElse(channel, "");
    signature = requireNonNullElse(signature, "");
  }

  public boolean approves() {
    return choice == Choice.APPROVE;
  }

  /**
   * Whether this can stand for who decided, or where: it is shown on terminals, in lists and in
   * messages of one line, and what commands a terminal or turns a line around is no name.
   */
  public static boolean fitsOneLine(String name) {
    return !UNSEEN.matcher(name).find();
  }

  /** What the starter signs and publishing checks again. */
  public static String signedText(
      String workflow,
      String base,
      String patchHash,
      String verification,
      Choice choice,
      String person) {
    return String.join(
        "\n",
        "nightshift-decision-v1",
        workflow,
        base,
        patchHash,
        verification,
        choice.name(),
        person);
  }
}
