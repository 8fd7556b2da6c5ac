package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

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
