package dev.nightshift.activities.tools;

import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools.Place;
import dev.nightshift.workflows.values.Policy;
import java.io.IOException;

/** One thing that an agent can do. */
interface Tool {
  ToolShape shape();

  /** As it is in a project of that policy. */
  default ToolShape shape(Policy policy) {
    return shape();
  }

  Place place();

  /** Whether it is of use only where dbt may run. */
  default boolean needsSandbox() {
    return false;
  }

  /** What it gives as text; {@link Declined} where it may not or cannot be done like that. */
  String use(Arguments arguments, Desk desk) throws IOException;
}
