package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.JsonNode;

/** An answer while it comes in, event by event. */
interface Hearing {
  void event(JsonNode event);

  /** Whether its last event was among them: else it was cut off. */
  boolean isWhole();

  /** What the API says went wrong in the middle of it, missing where nothing did. */
  JsonNode error();

  /** Only of a whole one; {@code by} is the model that spoke. */
  Answer answer(String by);
}
