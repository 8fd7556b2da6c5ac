package dev.nightshift.activities.gate;

import dev.nightshift.workflows.values.Ruling.Refusal;
import java.util.List;

/**
 * One reason why a patch may not be published. Pure: it looks at the exhibit and nothing else. See
 * {@link Rules}.
 */
interface Rule {
  /** The rule's name in refusals. */
  String name();

  List<Refusal> judge(Exhibit exhibit);

  default Refusal refusal(String where, String says) {
    return new Refusal(name(), where, says);
  }
}
