package dev.nightshift.workflows.ports;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.nightshift.workflows.values.Effort;
import dev.nightshift.workflows.values.Limits;
import dev.nightshift.workflows.values.Measure;
import io.temporal.activity.ActivityInterface;

/** What a project's agents may use in a day: money, tokens, turns and time. */
@ActivityInterface(namePrefix = "Purse")
public interface Purse {
  /**
   * Sets aside for a session what it wants, or what is left; the same session again has what it
   * had.
   */
  Share take(String project, String session, Effort wanted);

  /** What it used of that in the end; where nobody says so, all of it counts as used. */
  void spent(String project, String session, Effort used);

  /**
   * What a session has, of what the day has a limit; that limit; and of what too little is left, or
   * null.
   */
  record Share(@JsonAlias("dollars") Effort had, Limits ofTheDay, Measure lacking) {
    public Share {
      // An earlier build told of money alone.
      boolean broke = lacking == null && Measure.DOLLARS.isLackingIn(had);
      lacking = broke ? Measure.DOLLARS : lacking;
    }
  }
}
