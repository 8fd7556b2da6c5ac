package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

/** A person's choice among the options of one question. */
public record Answer(String question, String option, String person, String reason, String channel) {
  public Answer {
    question = requireNonNullElse(question, "");
    option = requireNonNullElse(option, "");
    person = requireNonNullElse(person, "");
    reason = requireNonNullElse(reason, "");
    channel = requireNonNullElse(channel, "");
  }
}
