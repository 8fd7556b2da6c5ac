package dev.nightshift.starter.cli;

import dev.nightshift.starter.flows.Run;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.Progress.Asked;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "answer",
    description = "Answer a question that a run asks; without an answer the questions are shown.")
final class AnswerCommand extends SpokenCommand {
  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ANSWER",
      description = "One of the answers that the question takes.")
  private String option;

  @Option(
      names = "--question",
      paramLabel = "QUESTION",
      description = "Which one, where several are open.")
  private String question;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for whoever reads the report.")
  private String reason;

  AnswerCommand(Desk desk) {
    super(desk);
  }

  @Override
  public Integer call() throws IOException {
    Run run = waiting();
    List<Asked> open = run.progress().waiting().asked();
    if (open.isEmpty()) {
      throw new Refusal(
          run.id()
              + " has no open question; it waits for a yes or a no: ./nightshift show "
              + run.id());
    }
    if (option == null) {
      return shown(run, open);
    }
    Answer answer =
        new Answer(asked(run, open).id(), option, who(), reason == null ? "" : reason, "cli");
    return told(run, desk.doors().flows().answer(run, answer));
  }

  private int shown(Run run, List<Asked> open) throws IOException {
    if (json) {
      sayJson(open);
    } else {
      new RunText(desk.out(), desk.ink(), System.currentTimeMillis()).questions(run);
    }
    return Exit.DONE;
  }

  private Asked asked(Run run, List<Asked> open) {
    if (question == null && open.size() == 1) {
      return open.get(0);
    }
    return open.stream()
        .filter(one -> one.id().equals(question))
        .findFirst()
        .orElseThrow(
            () ->
                new Refusal(
                    "which question? Say --question with one of "
                        + String.join(", ", open.stream().map(Asked::id).toList())
                        + "; ./nightshift answer "
                        + run.id()
                        + " shows them"));
  }
}
