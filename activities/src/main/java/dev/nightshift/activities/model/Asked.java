package dev.nightshift.activities.model;

/**
 * A call as the model made it. {@code arguments} is the text of a JSON object, or what it said
 * instead where it is {@code broken}: then no tool is used, and the model is told so.
 */
record Asked(String id, String tool, String arguments, boolean broken) {
  private static final String NOTHING = "{}";

  /** A model leaves the arguments out where a tool takes none. */
  static Asked of(String id, String tool, String arguments) {
    String said = arguments.isBlank() ? NOTHING : arguments;
    return new Asked(id, tool, said, Exact.objectIn(said).isEmpty());
  }

  /** An object in any case: an API refuses a conversation that holds anything else. */
  String object() {
    return broken ? NOTHING : arguments;
  }

  Gave answer() {
    return new Gave(
        id,
        "The arguments of this call were not a JSON object, so that "
            + tool
            + " was not used. Call it again with all arguments in one JSON object.",
        true,
        null);
  }
}
