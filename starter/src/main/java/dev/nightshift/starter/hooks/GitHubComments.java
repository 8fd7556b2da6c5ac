package dev.nightshift.starter.hooks;

import dev.nightshift.activities.configuration.Settings.Project;
import dev.nightshift.activities.github.Discussion;
import dev.nightshift.activities.github.Discussion.Proposal;
import dev.nightshift.activities.github.Discussion.Remark;
import dev.nightshift.starter.flows.Flows;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.starter.flows.Signature;
import dev.nightshift.workflows.values.Decision.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decisions and answers by comment. What the webhook says is only where to look: the comment counts
 * as GitHub has it now, unedited, from a person who may write now.
 */
final class GitHubComments {
  private final Flows flows;
  private final Signature signature;
  private final Discussion discussion;
  private final PullRuns runs;

  GitHubComments(Flows flows, Signature signature, Discussion discussion) {
    this.flows = flows;
    this.signature = signature;
    this.discussion = discussion;
    this.runs = new PullRuns(flows);
  }

  /** Gives a sentence on what came of it. */
  String heard(List<Project> projects, long id) {
    Project project = projects.get(0);
    Optional<Remark> found = discussion.remark(project, id);
    if (found.isEmpty()) {
      return "the comment is gone";
    }
    Remark remark = found.get();
    Optional<Spoken> spoken = Spoken.in(remark.body());
    if (spoken.isEmpty() || !remark.person()) {
      return "no person decides here";
    }
    Optional<Proposal> proposal = discussion.ours(project, remark.pull());
    if (proposal.isEmpty()) {
      return "the pull request is not ours";
    }
    if (!discussion.mayWrite(project, remark.author())) {
      return remark.author() + " may not write to " + project.repository();
    }
    Optional<String> refusal =
        remark.edited()
            ? Optional.of("an edited comment counts for nothing: write a new one")
            : taken(projects, proposal.get(), remark.author(), spoken.get());
    refusal.ifPresent(
        why ->
            discussion.say(
                project, remark.pull(), "This changed nothing (comment " + id + "): " + why + "."));
    return refusal.orElse(spoken.get() instanceof Spoken.Decided ? "decided" : "answered");
  }

  /** Why it did not count; empty when it did. */
  private Optional<String> taken(
      List<Project> projects, Proposal proposal, String author, Spoken spoken) {
    Optional<Run> run = runs.of(projects, proposal).filter(Run::waiting);
    if (spoken instanceof Spoken.Answered answered) {
      return answered(run, author, answered);
    }
    return spoken instanceof Spoken.Decided decided
        ? decided(run, author, decided)
        : Optional.of(whatToSay(run));
  }

  private static String whatToSay(Optional<Run> waiting) {
    List<String> ways = new ArrayList<>();
    waiting
        .filter(PullRuns::asksForADecision)
        .map(run -> shortHash(run.progress().waiting().patchHash()))
        .ifPresent(
            hash ->
                ways.add(
                    "say `/nightshift approve "
                        + hash
                        + "`, or `/nightshift reject "
                        + hash
                        + "` and why not"));
    OpenAnswers open = open(waiting);
    if (!open.open().isEmpty()) {
      ways.add("say `/nightshift answer` and which; " + open.offered());
    }
    return ways.isEmpty() ? "nothing waits here for a word" : String.join("; or ", ways);
  }

  private static OpenAnswers open(Optional<Run> waiting) {
    return new OpenAnswers(waiting.map(run -> run.progress().waiting().asked()).orElse(List.of()));
  }

  private static String shortHash(String hash) {
    return hash.substring(0, 12);
  }

  private Optional<String> answered(Optional<Run> waiting, String author, Spoken.Answered spoken) {
    OpenAnswers open = open(waiting);
    if (open.open().isEmpty()) {
      return Optional.of("no question is open here");
    }
    return open.meant(spoken, "@" + author, "github")
        .map(answer -> refusal(flows.answer(waiting.get(), answer)))
        .orElseGet(() -> Optional.of(open.offered()));
  }

  private static Optional<String> refusal(Flows.Heard heard) {
    return heard.accepted() ? Optional.empty() : Optional.of(heard.says());
  }

  private Optional<String> decided(Optional<Run> waiting, String author, Spoken.Decided spoken) {
    if (spoken.choice() == Choice.REJECT && spoken.reason().isEmpty()) {
      return Optional.of("say in a few words why not, behind the hash");
    }
    Optional<Run> run = waiting.filter(PullRuns::asksForADecision);
    if (run.isEmpty()) {
      return Optional.of("nothing waits for a decision here");
    }
    String waits = run.get().progress().waiting().patchHash();
    if (!waits.startsWith(spoken.hash())) {
      return Optional.of("another patch waits, " + shortHash(waits) + "; look at it first");
    }
    return refusal(
        flows.decide(
            run.get(),
            signature.decision(
                run.get(), spoken.choice(), "@" + author, spoken.reason(), "github")));
  }
}
