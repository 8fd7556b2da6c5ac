package dev.nightshift.activities.headless;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.process.Attempt;
import dev.nightshift.activities.prompt.Quotation;
import dev.nightshift.workflows.durable.Circles;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Engines.Task;
import dev.nightshift.workflows.ports.Models.Opening;
import dev.nightshift.workflows.ports.Models.ToolShape;
import dev.nightshift.workflows.ports.Tools;
import dev.nightshift.workflows.ports.Tools.Given;
import dev.nightshift.workflows.ports.Tools.Kit;
import dev.nightshift.workflows.ports.Tools.Offer;
import dev.nightshift.workflows.ports.Tools.Place;
import dev.nightshift.workflows.ports.Tools.Use;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tools of a task as its agent in the cage has them: each sees the files as the agent has left
 * them so far. What it does by its own hands it is not offered a second time.
 */
final class Toolbox implements ToolDoor.Hands {
  /** Reading, searching and writing files, and a command line. */
  private static final Set<String> BY_HAND =
      Set.of(
          "read_file",
          "write_file",
          "search_files_and_directories",
          "ripgrep_search",
          "run_terminal_command");

  private final Tools tools;
  private final Blobs blobs;
  private final Task task;
  private final SoFar soFar;
  private final Attempt attempt;
  private final Memory memory;
  private final List<ToolShape> shapes;
  private final Circles circles = new Circles();

  private Toolbox(
      Tools tools,
      Blobs blobs,
      Task task,
      SoFar soFar,
      Attempt attempt,
      Memory memory,
      List<ToolShape> shapes) {
    this.tools = tools;
    this.blobs = blobs;
    this.task = task;
    this.soFar = soFar;
    this.attempt = attempt;
    this.memory = memory;
    this.shapes = shapes;
  }

  static Toolbox of(
      Tools tools, Blobs blobs, Task task, SoFar soFar, Attempt attempt, Memory memory)
      throws IOException {
    Kit kit = tools.kit(task);
    if (!kit.told().isEmpty()) {
      memory.update(kept -> kept.telling(kit.told()));
    }
    Set<String> offered =
        kit.offers().stream()
            .filter(offer -> offer.place() != Place.DELEGATES)
            .map(Offer::tool)
            .filter(tool -> !BY_HAND.contains(tool))
            .collect(Collectors.toSet());
    Opening opening = Converter.json().readValue(blobs.read(kit.opening()), Opening.class);
    return new Toolbox(
        tools,
        blobs,
        task,
        soFar,
        attempt,
        memory,
        opening.tools().stream().filter(shape -> offered.contains(shape.name())).toList());
  }

  List<ToolShape> shapes() {
    return shapes;
  }

  /** Why nothing more is to be expected of it; empty while there is hope. */
  String circles() {
    return circles.why();
  }

  @Override
  public ToolDoor.Done use(String tool, Map<String, Object> arguments) {
    if (circles().isEmpty()) {
      ToolDoor.Done done = used(tool, arguments);
      if (circles().isEmpty()) {
        return done;
      }
    }
    return new ToolDoor.Done("Not done. The session ends here: " + circles() + ".", true);
  }

  /** The same use again, in a later try too, has the same key: nobody is told a thing twice. */
  private ToolDoor.Done used(String tool, Map<String, Object> arguments) {
    BlobRef said = said(arguments);
    BlobRef patch = null;
    try {
      patch = soFar.patch();
      Workspace now = task.workspace().with(patch);
      Attempt own = attempt.within(tool + "/" + said.shortHash());
      Use use =
          new Use(
              own.key(), task.role(), tool, said, now, task.sandbox(), task.workspace().patch());
      Given given = own.during(() -> tools.use(use));
      if (given.refused()) {
        memory.update(kept -> kept.refusing(tool + ": " + given.refusal()));
      }
      if (!given.told().isEmpty()) {
        memory.update(kept -> kept.telling(given.told()));
      }
      // Rows, files and other agents' words: whatever stands there, it is material.
      String text = Quotation.once(tool, blobs.readText(given.content()));
      took(tool, said, given.content().shortHash(), patch, given.refused());
      return new ToolDoor.Done(text, given.failed() || given.refused());
    } catch (ApplicationFailure failed) {
      String why = Quotation.plain(failed.getOriginalMessage());
      if (ErrorKind.of(failed).retryable()) {
        return new ToolDoor.Done("Not done, and it may be tried again later: " + why, true);
      }
      took(tool, said, why, patch, false);
      return new ToolDoor.Done("Not done: " + why, true);
    }
  }

  private void took(String tool, BlobRef said, String answer, BlobRef patch, boolean refused) {
    String edited = patch == null ? "" : " " + patch.shortHash();
    circles.took(tool, said.shortHash(), answer + edited, refused);
  }

  private BlobRef said(Map<String, Object> arguments) {
    try {
      return blobs.put("arguments.json", Converter.json().writeValueAsBytes(arguments));
    } catch (JsonProcessingException nonsense) {
      throw new IllegalStateException("arguments that came as JSON are none", nonsense);
    }
  }
}
