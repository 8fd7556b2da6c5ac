package dev.nightshift.activities.query;

/** Something stands in the query of which it is not known what it does to rows or columns. */
final class Unread extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Unread(String what) {
    super(what);
  }
}
