package dev.nightshift.activities.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.activities.scripted.Step;
import dev.nightshift.workflows.ports.Models.Call;
import java.io.IOException;
import java.nio.file.Path;

/** A scripted model that is shown something and does as it says. */
public final class FooledModel {
  private FooledModel() {}

  /** What it heard, and the call that it made then. */
  public record Obeyed(String heard, String tool, String arguments) {}

  public static Obeyed reads(Path folder, String says, String tool, String arguments)
      throws IOException {
    Step looks = Step.says("I look first.").uses("list", "{}");
    Step obeys = Step.says("As I was told.").uses(tool, arguments);
    try (Desk desk = new Desk(folder, "anthropic", looks, obeys)) {
      Call look = desk.turn().calls().get(0);
      Call call = desk.turn(desk.gave(look, says)).calls().get(0);
      JsonNode messages = desk.asked().path("messages");
      JsonNode given = messages.get(messages.size() - 1).path("content").get(0).path("content");
      String heard = given.isTextual() ? given.asText() : given.get(0).path("text").asText();
      return new Obeyed(heard, call.tool(), desk.blobs.readText(call.arguments()));
    }
  }
}
