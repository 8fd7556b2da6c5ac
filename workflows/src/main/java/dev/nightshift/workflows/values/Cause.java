package dev.nightshift.workflows.values;

import static java.util.Objects.requireNonNullElse;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why some nodes failed, who must act, and what that rests on.
 *
 * <p>{@code kind} names the judgement ({@code renamed_source_column}), {@code subject} what it is
 * about, {@code details} the few words that a remedy needs ({@code from}, {@code to}), {@code
 * known} the knowledge entry that speaks of it.
 */
public record Cause(
    String kind,
    Verdict verdict,
    String subject,
    List<String> nodes,
    String because,
    List<Evidence> evidence,
    Map<String, String> details,
    KnowledgeMatch known,
    List<Option> options) {
  /** The kind of a cause of which a person said word by word what is to be changed. */
  public static final String CHOSEN = "chosen_value";

  /**
   * The detail that tells apart what the subject does not, such as the value that is asked about.
   */
  public static final String MATTER = "matter";

  /** The detail of what nobody understands: whether it fails again says more than any look. */
  public static final String AGAIN = "run_again";

  /** Where the word of a person stands among what a claim rests on. */
  private static final String PERSON = "a person";

  private static final int MOST_EVIDENCE = 30;

  private static final String LEFT = "left";
  private static final String UNCOVERED = "uncovered";
  private static final String TAKEN = "taken";

  public Cause {
    kind = requireNonNullElse(kind, "unknown");
    verdict = requireNonNullElse(verdict, Verdict.UNCLEAR);
    subject = requireNonNullElse(subject, "");
    nodes = nodes == null ? List.of() : List.copyOf(nodes);
    because = requireNonNullElse(because, "");
    evidence = evidence == null ? List.of() : List.copyOf(evidence);
    details = details == null ? Map.of() : Map.copyOf(details);
    options = options == null ? List.of() : List.copyOf(options);
  }

  /**
   * Whoever reads one alone reads the first: what is known by its name before what is known by a
   * test that failed, and what explains more before what explains less.
   */
  public static Comparator<Cause> order() {
    return Comparator.comparing(Cause::verdict)
        .thenComparing(cause -> cause.subject().startsWith("test."))
        .thenComparing(cause -> -cause.nodes().size())
        .thenComparing(Cause::signature);
  }

  /** A cause that asks nobody anything. */
  public Cause(
      String kind,
      Verdict verdict,
      String subject,
      List<String> nodes,
      String because,
      List<Evidence> evidence,
      Map<String, String> details,
      KnowledgeMatch known) {
    this(kind, verdict, subject, nodes, because, evidence, details, known, null);
  }

  /**
   * One way to answer what a cause leaves open, and what follows from it: its verdict, and the kind
   * and details that a remedy needs. An empty kind leaves it as it is.
   */
  public record Option(
      String id, String says, Verdict verdict, String kind, Map<String, String> details) {
    /** Leaves it open, and asks no more. */
    public static final String NONE = "none";

    public Option {
      id = requireNonNullElse(id, "");
      says = requireNonNullElse(says, "");
      verdict = requireNonNullElse(verdict, Verdict.UNCLEAR);
      kind = requireNonNullElse(kind, "");
      details = details == null ? Map.of() : Map.copyOf(details);
    }

    public static Option of(String id, String says, Verdict verdict) {
      return new Option(id, says, verdict, "", null);
    }

    /** Leads to just this edit, as a page's block would. */
    public static Option of(String id, String says, DocumentedChange change) {
      return new Option(id, says, Verdict.CODE, CHOSEN, change.toDetails());
    }
  }

  /** The same cause on another night has the same signature. */
  public String signature() {
    return kind + ":" + subject;
  }

  /**
   * What a person's word about it holds for, on other nights too. Where {@link #MATTER} says more
   * than the subject, another value of the same column is another matter.
   */
  public String matter() {
    String more = details.getOrDefault(MATTER, "");
    return more.isEmpty() ? signature() : signature() + " " + more;
  }

  public Cause with(Verdict other, String why) {
    return new Cause(kind, other, subject, nodes, why, evidence, details, known, options);
  }

  /** The same of another subject: what two causes share, neither can be told by. */
  public Cause about(String other) {
    return new Cause(kind, verdict, other, nodes, because, evidence, details, known, options);
  }

  public Cause asking(List<Option> ways) {
    return new Cause(kind, verdict, subject, nodes, because, evidence, details, known, ways);
  }

  /** One that is looked after already: in a pull request, or by a flow. */
  public Cause takenBy(String where) {
    return with(Verdict.KNOWN, because + " It is looked after already: " + where)
        .withDetails(Map.of(TAKEN, where));
  }

  /** Where it is looked after already; empty where it is not. */
  public String taken() {
    return details.getOrDefault(TAKEN, "");
  }

  /** Whether it is worth a sandbox to see it fail again, though no edit is known for it. */
  public boolean isToRunAgain() {
    return verdict == Verdict.UNCLEAR && details.containsKey(AGAIN);
  }

  /** Whether a person can close it by one of its answers. */
  public boolean asks() {
    return verdict == Verdict.UNCLEAR && !options.isEmpty() && !wasUncovered();
  }

  /** As a person's answer leaves it. */
  public Cause answered(Option option, String person, String reason) {
    Map<String, String> more = new java.util.HashMap<>(details);
    more.putAll(option.details());
    List<Evidence> all = new java.util.ArrayList<>(evidence);
    if (!option.id().equals(Option.NONE)) {
      all.add(Evidence.of(person + " answered: " + option.says() + reason, PERSON));
    }
    return new Cause(
        option.kind().isEmpty() ? kind : option.kind(),
        option.verdict(),
        subject,
        nodes,
        because,
        all,
        more,
        known,
        null);
  }

  /** Whether a person said what it is. */
  public boolean wasAnswered() {
    return evidence.stream().anyMatch(one -> one.from().equals(PERSON));
  }

  /** The edit that mends it, word by word, where a page's block says it or a person chose it. */
  public Optional<DocumentedChange> documented() {
    return known != null && known.change() != null
        ? Optional.of(known.change())
        : DocumentedChange.in(details);
  }

  /** A cause that calls for an edit which nobody could propose: a person has to. */
  public Cause leftAlone(String why) {
    return withDetails(Map.of(LEFT, why));
  }

  /** Whether the proposed patch is to make it green. */
  public boolean mended() {
    return verdict == Verdict.CODE && !details.containsKey(LEFT);
  }

  /** Why nothing was proposed; empty when something was. */
  public String left() {
    return details.getOrDefault(LEFT, "");
  }

  /** A cause that showed only once a fix let its nodes run. */
  public Cause uncovered() {
    return withDetails(Map.of(UNCOVERED, "true"));
  }

  /** Whether the run itself could not show it. */
  public boolean wasUncovered() {
    return details.containsKey(UNCOVERED);
  }

  /** Without the queries of its evidence, and with an end to its words, for a history. */
  public Cause inShort() {
    return with(verdict, Evidence.cut(because))
        .withEvidence(evidence.stream().map(Evidence::inShort).limit(MOST_EVIDENCE).toList());
  }

  /** The same, of which fewer nodes are told. */
  public Cause ofNodes(List<String> fewer) {
    return new Cause(kind, verdict, subject, fewer, because, evidence, details, known, options);
  }

  public Cause withEvidence(List<Evidence> other) {
    return new Cause(kind, verdict, subject, nodes, because, other, details, known, options);
  }

  /** With more of the few words that a remedy or a letter needs. */
  public Cause withDetails(Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(details);
    all.putAll(more);
    return new Cause(kind, verdict, subject, nodes, because, evidence, all, known, options);
  }

  /** With the page that a person should read beside it. */
  public Cause knownBy(KnowledgeMatch page) {
    return new Cause(kind, verdict, subject, nodes, because, evidence, details, page, options);
  }

  public Cause and(Evidence more) {
    List<Evidence> all = new java.util.ArrayList<>(evidence);
    all.add(more);
    return new Cause(kind, verdict, subject, nodes, because, all, details, known, options);
  }
}
