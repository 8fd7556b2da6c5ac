package dev.nightshift.activities.model;

import java.io.IOException;

/** The question did not leave this machine: nobody can have charged for it. */
final class NeverSent extends Exception {
  NeverSent(IOException why) {
    super(why);
  }
}
