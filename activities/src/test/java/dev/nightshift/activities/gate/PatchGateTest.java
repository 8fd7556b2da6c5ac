package dev.nightshift.activities.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.nightshift.activities.agent.RulesEngine;
import dev.nightshift.activities.edit.FolderCheckouts;
import dev.nightshift.activities.edit.LastNight;
import dev.nightshift.activities.edit.MemoryBlobs;
import dev.nightshift.activities.git.Histories.Lately;
import dev.nightshift.workflows.ports.Engines.Task;
import dev.nightshift.workflows.ports.Gate.Examination;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.DbtResult;
import dev.nightshift.workflows.values.KnowledgeMatch;
import dev.nightshift.workflows.values.Policy;
import dev.nightshift.workflows.values.Ruling;
import dev.nightshift.workflows.values.Verdict;
import dev.nightshift.workflows.values.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The gate on the sample's last night, with what dbt recorded of it. */
class PatchGateTest {
  @TempDir Path scratch;
  private final MemoryBlobs blobs = new MemoryBlobs();
  private FolderCheckouts checkouts;
  private BlobRef fix;

  @BeforeEach
  void fixed() {
    checkouts = new FolderCheckouts(LastNight.SAMPLE.resolve("project"), scratch, blobs);
    fix =
        new RulesEngine(checkouts, (workspace, green) -> Lately.UNKNOWN)
            .work(new Task("fixer", "rules", "", LastNight.BASE, LastNight.CAUSES, null))
            .patch();
  }

  private Ruling examine(Workspace patched, DbtResult before, DbtResult after) {
    return new PatchGate(checkouts, blobs)
        .examine(
            new Examination(patched, LastNight.CAUSES, Policy.standard(), before, after, null));
  }

  private String refusedBy(Ruling ruling) {
    return ruling.refusals().stream()
        .map(Ruling.Refusal::rule)
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
  }

  @Test
  void the_fix_of_last_night_is_accepted_by_its_text() {
    assertEquals(List.of(), examine(LastNight.BASE.with(fix), null, null).refusals());
  }

  @Test
  void the_fix_of_last_night_is_accepted_once_it_was_run() {
    Ruling ruling =
        examine(LastNight.BASE.with(fix), LastNight.before(blobs), LastNight.after(blobs));
    assertEquals(List.of(), ruling.refusals());
    assertEquals(Rules.ALL.size(), ruling.checked().size());
  }

  @Test
  void the_same_patch_is_refused_where_its_run_shows_nothing_green() {
    Ruling ruling =
        examine(LastNight.BASE.with(fix), LastNight.before(blobs), LastNight.before(blobs));
    assertTrue(refusedBy(ruling).contains("not_verified"), ruling.toString());
  }

  @Test
  void a_page_names_files_that_are_there_from_the_project_or_the_repository() {
    String text = "`models/staging/stg_payments.sql`, `_sources.yml`, `../../../etc/hosts`, ``";
    assertEquals(
        "the page a.md names models/staging/stg_payments.sql for this, and the patch changes"
            + " models/staging/_sources.yml",
        asked(text));
    assertEquals("", asked(text + " or `./models/staging/_sources.yml`"));
    assertEquals("", asked("`_sources.yml` or models/staging/stg_payments.sql"));
  }

  @Test
  void a_long_page_that_names_its_files_last_narrows_as_a_short_one_does() {
    String story = "It came back every spring, and nobody knew why. ".repeat(70);
    assertTrue(story.length() > 3_000);
    assertEquals(
        "the page a.md names models/staging/stg_payments.sql for this, and the patch changes"
            + " models/staging/_sources.yml",
        asked(story + "Only `models/staging/stg_payments.sql` is to be touched."));
    assertEquals("", asked(story + "Only `x`."));
  }

  @Test
  void a_page_that_names_keys_of_a_file_narrows_what_changes_in_it() {
    String files =
        "`_sources.yml` and `models/staging/stg_payments.sql`, `models/staging/_sources.yml`";
    assertEquals("", asked(files + ": `sources.raw.tables.payments`, whatever is in it"));
    String why = asked(files + ": only `sources.raw.tables.orders` is ours");
    assertTrue(
        why.startsWith(
            "the page a.md names sources.raw.tables.orders for this, and the patch sets"
                + " sources.raw.tables.payments."),
        why);
    assertTrue(why.endsWith(" in models/staging/_sources.yml"), why);
    assertEquals("", asked(files + ", and `raw.orders`, a table, which is no key"));
    assertEquals("", asked("`sources.raw.tables.payments`"), "a page may name keys alone");
  }

  @Test
  void an_answer_is_no_signed_decision() {
    Cause.Option meant = new Cause.Option("amount", "amount is meant", Verdict.CODE, "", null);
    List<Cause> answered =
        LastNight.CAUSES.stream().map(cause -> cause.answered(meant, "ana", "")).toList();
    Policy signed = new Policy(null, false, 0, 0, 0, 0, null, null);
    String why = "an answer led to it, which is no signed decision";
    assertEquals(why, asked(answered, signed));
    assertEquals("", asked(answered, Policy.standard()));
    assertEquals("", asked(LastNight.CAUSES, signed));
  }

  private String asked(List<Cause> causes, Policy policy) {
    return new PatchGate(checkouts, blobs)
        .examine(new Examination(LastNight.BASE.with(fix), causes, policy, null, null, null))
        .ask();
  }

  private String asked(String steps) {
    List<Cause> causes =
        LastNight.CAUSES.stream()
            .map(
                cause ->
                    cause.known() == null
                        ? cause.knownBy(KnowledgeMatch.of("a.md", "A", "1", steps, null))
                        : cause)
            .toList();
    return asked(causes, Policy.standard());
  }

  @Test
  void hiding_the_duplicates_is_refused() throws Exception {
    Map<String, String> files = new TreeMap<>();
    String path = "models/staging/stg_stock_counts.sql";
    String text = Files.readString(LastNight.SAMPLE.resolve("project").resolve(path));
    files.put(path, text.replaceFirst("select\\n", "select distinct\n"));
    BlobRef patch = FolderCheckouts.patch(blobs, files);
    assertEquals(
        "no_cause_for_it rows_lost", refusedBy(examine(LastNight.BASE.with(patch), null, null)));
  }

  @Test
  void silencing_the_test_is_refused() throws Exception {
    String path = "models/staging/_staging.yml";
    String text = Files.readString(LastNight.SAMPLE.resolve("project").resolve(path));
    BlobRef patch =
        FolderCheckouts.patch(
            blobs, Map.of(path, text.replaceFirst("(?s)(count_id.*?)- unique\\n *", "$1")));
    assertTrue(
        refusedBy(examine(LastNight.BASE.with(patch), null, null)).contains("no_cause_for_it"));
  }

  @Test
  void a_rule_that_breaks_has_agreed_to_nothing() {
    Rule careless =
        new Rule() {
          @Override
          public String name() {
            return "careless";
          }

          @Override
          public List<Ruling.Refusal> judge(Exhibit exhibit) {
            throw new IllegalStateException("kim@example.com");
          }
        };
    Given nothing = Given.file("models/a.sql", "select 1\n", "select 2\n");
    Ruling ruling = PatchGate.judge(nothing.exhibit(), List.of(new NoText(), careless));
    assertEquals("careless", refusedBy(ruling));
    assertEquals(List.of("no_text", "careless"), ruling.checked());
    assertFalse(ruling.toString().contains("kim@example.com"), ruling.toString());
  }
}
