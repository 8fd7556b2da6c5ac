package dev.nightshift.activities.headless;

import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Engines;
import dev.nightshift.workflows.ports.Models.Opening;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools;
import dev.nightshift.workflows.values.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Tools that answer what a test says. */
final class FakeTools implements Tools {
  final List<Use> uses = new CopyOnWriteArrayList<>();

  /** Null where there are none. */
  Function<Use, String> answer;

  /** Where it gives one, that is why it may not be done. */
  String refusal = "";

  /** Words for whoever gave the task. */
  String told = "";

  private final Blobs blobs;

  FakeTools(Blobs blobs) {
    this.blobs = blobs;
  }

  @Override
  public Kit kit(Engines.Task task) {
    List<ToolShape> shapes = new ArrayList<>();
    List<Offer> offers = new ArrayList<>();
    if (answer != null) {
      for (String name : List.of("node", "read_file", "invoke_agent")) {
        shapes.add(
            new ToolShape(
                name,
                "What there is to know of " + name + ".",
                """
                {"type": "object", "properties": {"node": {"type": "string"}}}
                """));
        offers.add(new Offer(name, name.equals("invoke_agent") ? Place.DELEGATES : Place.READS));
      }
    }
    try {
      byte[] opening = Converter.json().writeValueAsBytes(new Opening("", "", shapes));
      return new Kit(blobs.put("opening.json", opening), offers);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Override
  public Agent agent(Workspace workspace, String name, String engine) {
    throw ErrorKind.BAD_INPUT.failure("nobody is asked for");
  }

  @Override
  public Given use(Use use) {
    uses.add(use);
    String text = answer.apply(use);
    return new Given(
        blobs.putText("given.txt", text),
        false,
        !refusal.isEmpty(),
        null,
        null,
        null,
        refusal,
        told);
  }
}
