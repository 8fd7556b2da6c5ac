package dev.nightshift.activities.model;

/** What came of a question, failures apart. */
sealed interface Came {
  /** An answer, which is kept. */
  record Whole(Answer answer) implements Came {}

  /** The API counts more tokens in it than fit. */
  record TooLong() implements Came {}

  /** The API wants to be asked in another way. */
  record Otherwise(Dialect dialect) implements Came {}
}
