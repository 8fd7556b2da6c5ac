package dev.nightshift.activities.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.nightshift.activities.artifacts.RunFacts.Part;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.rows.Discretion;
import dev.nightshift.activities.rows.Discretion.Shown;
import dev.nightshift.activities.rows.KeptRows;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import dev.nightshift.workflows.ports.Reports.Story;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Privacy.Place;
import dev.nightshift.workflows.values.ToldBefore;
import dev.nightshift.workflows.values.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One draft for each owner of data that has to be corrected outside: what is wrong, since when,
 * examples, what waits for it, what is asked. Without a word of how we look after it. Of what they
 * were written to about there is nothing for a week, and then a reminder.
 */
final class Letters {
  private static final int EXAMPLES = 3;

  /** An example is to be found again, not to be studied. */
  private static final int MOST_CELLS = 6;

  /** Of values that are asked for, each has to be found; more of them are better sent as a list. */
  private static final int MOST_VALUES = 20;

  private static final int MOST_READERS = 6;

  private final Story story;
  private final Around around;
  private final Blobs blobs;
  private final Discretion discretion;

  Letters(Story story, Around around, Blobs blobs) {
    this.story = story;
    this.around = around;
    this.blobs = blobs;
    this.discretion = new Discretion(story.privacy(), Place.EMAIL);
  }

  private record Matter(Cause cause, Part source, Optional<ToldBefore> before) {
    boolean reminds() {
      return before.filter(ToldBefore::reminds).isPresent();
    }

    String since() {
      return before.map(told -> Moment.words(told.since())).orElse("");
    }
  }

  List<Letter> all() {
    Map<String, List<Matter>> byOwner = new LinkedHashMap<>();
    for (Cause cause : story.causes()) {
      Optional<ToldBefore> before = ToldBefore.of(cause);
      if (cause.verdict() == Verdict.SOURCE && before.filter(ToldBefore::isWrittenTo).isEmpty()) {
        around
            .source(cause)
            .ifPresent(
                source ->
                    byOwner
                        .computeIfAbsent(addressee(source), owner -> new ArrayList<>())
                        .add(new Matter(cause, source, before)));
      }
    }
    return byOwner.entrySet().stream()
        .map(entry -> letter(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Where nobody is named, the letter says so instead of guessing. */
  private String addressee(Part source) {
    String owner = around.owner(source);
    return owner.isEmpty() ? "whoever delivers \"" + Around.group(source) + "\"" : owner;
  }

  private Letter letter(String to, List<Matter> matters) {
    String subject =
        matters.size() == 1
            ? complaint(matters.get(0)).subject()
            : matters.size() + " things in the data that you deliver";
    boolean onlyReminds = matters.stream().allMatch(Matter::reminds);
    StringBuilder text = new StringBuilder("Hello,\n\n");
    if (onlyReminds) {
      text.append("this is a reminder: last night we still could not use some of the data that ");
      text.append("you deliver.\n");
    } else {
      text.append("last night we could not use some of the data that you deliver. ");
      text.append("It cannot be put right on our side, so we ask for your help.\n");
    }
    for (int i = 0; i < matters.size(); i++) {
      text.append('\n');
      if (matters.size() > 1) {
        text.append(i + 1).append(". ").append(capital(complaint(matters.get(i)).subject()));
        text.append("\n\n");
      }
      matter(text, matters.get(i));
    }
    if (!onlyReminds) {
      waiting(text, matters);
    }
    text.append("\nThank you!\n\nThe data team of ").append(story.project()).append('\n');
    String about = story.project() + ": " + (onlyReminds ? "reminder, " : "") + subject;
    return new Letter(to, about, text.toString());
  }

  private static Complaint complaint(Matter matter) {
    return new Complaint(matter.cause(), matter.source());
  }

  private void matter(StringBuilder text, Matter matter) {
    Complaint complaint = complaint(matter);
    text.append("What is wrong: ").append(complaint.wrong()).append('\n');
    if (matter.reminds()) {
      text.append("\nSince when: Known since ").append(matter.since()).append(".\n");
    } else {
      particulars(text, matter, complaint);
    }
    text.append("\nWhat we ask: ").append(complaint.ask()).append('\n');
  }

  /** Who is reminded has them already. */
  private void particulars(StringBuilder text, Matter matter, Complaint complaint) {
    String run = story.summary() == null ? "" : story.summary().generatedAt();
    String since = complaint.since(run);
    if (!since.isEmpty()) {
      text.append("\nSince when: ").append(since).append('\n');
    }
    List<String> examples = examples(matter.cause());
    if (!examples.isEmpty()) {
      text.append(examples.size() == 1 ? "\nAn example:\n" : "\nExamples:\n");
      examples.forEach(example -> text.append("- ").append(example).append('\n'));
    }
  }

  private List<String> examples(Cause cause) {
    Set<String> examples = new LinkedHashSet<>();
    for (Evidence evidence : cause.evidence()) {
      if (evidence.rows() != null) {
        KeptRows.read(evidence.rows(), blobs).ifPresent(kept -> examples.addAll(lines(kept)));
      }
    }
    return examples.stream().limit(EXAMPLES).toList();
  }

  private List<String> lines(KeptRows kept) {
    Shown shown = discretion.inClear(kept, kept.rows().size());
    return kept.columns().size() == 1 && !shown.nothing()
        ? List.of(values(shown, kept.more()))
        : lines(shown);
  }

  /** Of one column all values in one line. */
  private static String values(Shown shown, boolean more) {
    List<String> values = shown.rows().stream().map(row -> row.get(0)).toList();
    int left = values.size() - MOST_VALUES;
    return shown.headings().get(0)
        + " "
        + String.join(", ", values.stream().limit(MOST_VALUES).toList())
        + (left > 0 || more ? " and " + (more ? "more" : left + " more") : "");
  }

  private static List<String> lines(Shown shown) {
    int width = Math.min(MOST_CELLS, shown.headings().size());
    return shown.rows().stream()
        .map(
            row -> {
              List<String> cells = new ArrayList<>();
              for (int i = 0; i < width; i++) {
                cells.add(shown.headings().get(i) + " " + row.get(i));
              }
              return String.join(", ", cells);
            })
        .filter(line -> !line.isEmpty())
        .toList();
  }

  private void waiting(StringBuilder text, List<Matter> matters) {
    Set<Part> readers = new LinkedHashSet<>();
    matters.forEach(matter -> readers.addAll(around.readers(matter.source())));
    list(
        text,
        "These wait for it, and show older figures until then:",
        readers.stream().filter(around::waits).toList());
    list(
        text,
        "These were made with it, and may be wrong:",
        readers.stream().filter(part -> !around.waits(part)).toList());
  }

  private static void list(StringBuilder text, String heading, List<Part> readers) {
    List<String> named =
        readers.stream()
            // What people open comes before what it is made of.
            .sorted((one, other) -> Boolean.compare(isTable(one), isTable(other)))
            .map(Letters::called)
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    if (named.isEmpty()) {
      return;
    }
    text.append('\n').append(heading).append('\n');
    named.stream().limit(MOST_READERS).forEach(name -> text.append("- ").append(name).append('\n'));
    if (named.size() > MOST_READERS) {
      text.append("- and ").append(named.size() - MOST_READERS).append(" more\n");
    }
  }

  private static boolean isTable(Part part) {
    return part.type().equals("model");
  }

  private static String called(Part part) {
    String name = part.said().label().isBlank() ? spaced(part.name()) : part.said().label();
    String what = Complaint.sentence(part.said().description());
    return capital(name) + (what.isEmpty() ? "" : ": " + what);
  }

  private static String spaced(String name) {
    return Arrays.stream(name.split("_+"))
        .filter(word -> !word.matches("fct|dim|mart|rpt"))
        .collect(Collectors.joining(" "));
  }

  private static String capital(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
  }

  /** For the board, which lets a person copy them. */
  static BlobRef keep(List<Letter> letters, Blobs blobs) {
    try {
      return letters.isEmpty()
          ? null
          : blobs.putText("letters.json", Converter.json().writeValueAsString(letters));
    } catch (JsonProcessingException broken) {
      throw ErrorKind.BROKEN.failure("The letters could not be written as JSON.", broken);
    }
  }
}
