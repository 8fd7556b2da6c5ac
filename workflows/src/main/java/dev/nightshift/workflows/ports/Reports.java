package dev.nightshift.workflows.ports;

import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.FailureSummary;
import dev.nightshift.workflows.values.Privacy;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Usage;
import dev.nightshift.workflows.values.Workspace;
import io.temporal.activity.ActivityInterface;
import java.util.List;

/** What a person reads in the morning. */
@ActivityInterface(namePrefix = "Reports")
public interface Reports {
  /** Writes the report, once for each workflow; again replaces it. */
  Report write(Story story);

  /**
   * Writes it again with what became of it since at its top, the most important first; {@code
   * report} is the markdown as it was, so that the same again changes nothing.
   */
  Report add(String project, String run, BlobRef report, List<String> since);

  /** The title and body of the pull request, told for a tired reviewer. */
  PullText describe(Story story);

  /**
   * All that there is to tell. What a flow did not reach is null; {@code evidence} refers to the
   * causes with the whole of theirs, {@code privacy} says what of rows may be shown, {@code change}
   * refers to what the fix does to the data, and {@code steps} lead to the patch, cause by cause.
   * Where {@code told} refers to the story as it was told before, only what is said of its end is
   * new: ending, headline, decision, pull request and what is aside. {@code unmade} are the names
   * of the looks that broke.
   */
  record Story(
      String workflow,
      String project,
      String run,
      String ending,
      String headline,
      FailureSummary summary,
      List<Cause> causes,
      BlobRef evidence,
      Workspace patched,
      String explanation,
      DbtResult before,
      DbtResult after,
      List<Ruling.Refusal> refusals,
      Decision decision,
      Pull pull,
      BlobRef change,
      Privacy privacy,
      List<Engines.Step> steps,
      Aside aside,
      BlobRef told,
      List<String> unmade) {
    public Story {
      privacy = privacy == null ? Privacy.standard() : privacy;
      causes = causes == null ? List.of() : List.copyOf(causes);
      refusals = refusals == null ? List.of() : List.copyOf(refusals);
      steps = steps == null ? List.of() : List.copyOf(steps);
      aside = aside == null ? Aside.NONE : aside;
      unmade = unmade == null ? List.of() : List.copyOf(unmade);
    }

    /** Told for the first time. */
    public Story(
        String workflow,
        String project,
        String run,
        String ending,
        String headline,
        FailureSummary summary,
        List<Cause> causes,
        BlobRef evidence,
        Workspace patched,
        String explanation,
        DbtResult before,
        DbtResult after,
        List<Ruling.Refusal> refusals,
        Decision decision,
        Pull pull,
        BlobRef change,
        Privacy privacy,
        List<Engines.Step> steps,
        Aside aside) {
      this(
          workflow,
          project,
          run,
          ending,
          headline,
          summary,
          causes,
          evidence,
          patched,
          explanation,
          before,
          after,
          refusals,
          decision,
          pull,
          change,
          privacy,
          steps,
          aside,
          null,
          null);
    }

    /** Of a fix whose data nobody compared, with rows masked. */
    public Story(
        String workflow,
        String project,
        String run,
        String ending,
        String headline,
        FailureSummary summary,
        List<Cause> causes,
        BlobRef evidence,
        Workspace patched,
        String explanation,
        DbtResult before,
        DbtResult after,
        List<Ruling.Refusal> refusals,
        Decision decision,
        Pull pull) {
      this(
          workflow,
          project,
          run,
          ending,
          headline,
          summary,
          causes,
          evidence,
          patched,
          explanation,
          before,
          after,
          refusals,
          decision,
          pull,
          null,
          null,
          null,
          null);
    }

    /** How what was told before goes on. */
    public static Story again(
        BlobRef told,
        String workflow,
        String project,
        String run,
        String ending,
        String headline,
        Decision decision,
        Pull pull,
        Aside aside) {
      return new Story(
          workflow, project, run, ending, headline, null, null, null, null, null, null, null, null,
          decision, pull, null, null, null, aside, told, null);
    }

    /** What was told before, as this one goes on. */
    public Story after(Story before) {
      return new Story(
          workflow,
          project,
          run,
          ending,
          headline,
          before.summary,
          before.causes,
          before.evidence,
          before.patched,
          before.explanation,
          before.before,
          before.after,
          before.refusals,
          decision,
          pull,
          before.change,
          before.privacy,
          before.steps,
          aside,
          null,
          before.unmade);
    }

    public Story with(List<Cause> others) {
      return new Story(
          workflow,
          project,
          run,
          ending,
          headline,
          summary,
          others,
          evidence,
          patched,
          explanation,
          before,
          after,
          refusals,
          decision,
          pull,
          change,
          privacy,
          steps,
          aside,
          told,
          unmade);
    }
  }

  /**
   * Where the run itself is to be seen, empty where nowhere; what the fix has cost; and whether
   * people are asked now what the causes leave open, or wanted to say yes or no to the fix.
   */
  record Aside(String link, Usage usage, boolean asking, boolean deciding) {
    static final Aside NONE = new Aside("", null, false);

    public Aside {
      link = link == null ? "" : link;
      usage = usage == null ? Usage.NONE : usage;
    }

    /** Whether people are asked for anything now. */
    public boolean waits() {
      return asking || deciding;
    }

    /** Where no fix waits. */
    public Aside(String link, Usage usage, boolean asking) {
      this(link, usage, asking, false);
    }
  }

  /**
   * Where the report is: as markdown and the file of it, as a page of HTML, and the drafts of
   * letters as a list in JSON; the story of one that waits for people, to go on from; and the night
   * in short for a chat. The last four are null where there are none.
   */
  record Report(
      BlobRef markdown, String path, BlobRef html, BlobRef letters, BlobRef story, BlobRef brief) {}

  /**
   * A pull request's words; the body is markdown in the blob store. {@code commits} is empty where
   * it is one commit, whose message is {@code commitMessage}.
   */
  record PullText(String title, BlobRef body, String commitMessage, List<CodeHost.Commit> commits) {
    public PullText {
      commits = commits == null ? List.of() : List.copyOf(commits);
    }

    /** In one commit. */
    public PullText(String title, BlobRef body, String commitMessage) {
      this(title, body, commitMessage, null);
    }
  }
}
