package dev.nightshift.activities.slack;

import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.workflows.durable.Converter;
import java.util.Optional;

/**
 * What a button of a question carries: which flow waits, and on which patch, or which of its open
 * questions is answered how.
 */
public record SlackButton(String workflow, String patch, String question, String option) {
  public static final String APPROVE = "nightshift_approve";
  public static final String REJECT = "nightshift_reject";

  /** Each answer's button has a number after it: Slack wants no two of one name. */
  public static final String ANSWER = "nightshift_answer_";

  /** The field for a reason, by its block and in it. */
  public static final String REASON = "nightshift_reason";

  /** What Slack lets a button carry. */
  private static final int LARGEST = 2_000;

  public SlackButton {
    workflow = requireNonNullElse(workflow, "");
    patch = requireNonNullElse(patch, "");
    question = requireNonNullElse(question, "");
    option = requireNonNullElse(option, "");
  }

  /** On a patch. */
  public SlackButton(String workflow, String patch) {
    this(workflow, patch, "", "");
  }

  /** Empty for what no button of ours carries. */
  public static Optional<SlackButton> read(String value) {
    try {
      SlackButton button = Converter.json().readValue(value, SlackButton.class);
      return Optional.ofNullable(button).filter(one -> !one.workflow.isEmpty());
    } catch (JsonProcessingException notOurs) {
      return Optional.empty();
    }
  }

  /** Empty where the flow's id is too long for a button. */
  Optional<String> value() {
    try {
      return Optional.of(Converter.json().writeValueAsString(this))
          .filter(value -> value.length() <= LARGEST);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("texts are JSON", impossible);
    }
  }
}
