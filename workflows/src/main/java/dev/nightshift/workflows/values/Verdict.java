package dev.nightshift.workflows.values;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;

/** Who must act on a cause. The audit's words stand beside ours. */
public enum Verdict {
  /** An edit of the project is the right remedy. */
  CODE("needs_fix"),
  /** Data must be corrected or delivered again outside the project. */
  SOURCE("source_data_issue"),
  /** Accepted by the team: nothing to do. */
  KNOWN("known_exception"),
  /** It passes when run again on the same data and code. */
  TRANSIENT("transient"),
  /** The evidence does not decide: a person is asked. */
  @JsonEnumDefaultValue
  UNCLEAR("needs_investigation");

  private final String auditWord;

  Verdict(String auditWord) {
    this.auditWord = auditWord;
  }

  public String auditWord() {
    return auditWord;
  }
}
