package dev.nightshift.starter.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.starter.flows.FakeFlows;
import dev.nightshift.starter.flows.Flows.Heard;
import dev.nightshift.starter.flows.Run;
import dev.nightshift.starter.flows.Run.After;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.ports.Artifacts.Location;
import dev.nightshift.workflows.remediation.RemediationOutcome;
import dev.nightshift.workflows.remediation.RemediationOutcome.Ending;
import dev.nightshift.workflows.remediation.RemediationRequest;
import dev.nightshift.workflows.values.Answer;
import dev.nightshift.workflows.values.BlobRef;
import dev.nightshift.workflows.values.Cause;
import dev.nightshift.workflows.values.Decision;
import dev.nightshift.workflows.values.Evidence;
import dev.nightshift.workflows.values.Progress;
import dev.nightshift.workflows.values.Progress.Asked;
import dev.nightshift.workflows.values.Progress.Step;
import dev.nightshift.workflows.values.Progress.Waiting;
import dev.nightshift.workflows.values.Progress.Way;
import dev.nightshift.workflows.values.Pull;
import dev.nightshift.workflows.values.Verdict;
import io.grpc.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NightshiftTest {
  private static final String HASH = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;
  private final FakeDoors doors = new FakeDoors();
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void configure() throws IOException {
    Files.writeString(
        folder.resolve("nightshift.yml"),
        """
        person: kim@larkspur.example
        projects:
          - name: larkspur
            repository: garden/larkspur
            warehouse: {kind: duckdb, path: p.duckdb}
        """);
    Files.createDirectories(folder.resolve("target"));
    Files.writeString(
        folder.resolve("target/run_results.json"), "{\"metadata\":{\"invocation_id\":\"9f3c\"}}");
    Files.writeString(folder.resolve("target/manifest.json"), "{}");
  }

  @Test
  void alone_it_shows_what_can_be_done() {
    assertEquals(0, nightshift());
    assertTrue(out().contains("fix        Look after a failed run of dbt."), out());
    assertTrue(out().contains("answer     "), out());
    assertTrue(out().contains("Usually first"), out());
  }

  @Test
  void programs_get_what_can_be_done_as_json() throws IOException {
    for (List<String> asked : List.of(List.of("--json"), List.of("help", "--json"))) {
      assertEquals(0, nightshift(asked.toArray(String[]::new)), err());
      JsonNode commands = Converter.json().readTree(out());
      assertEquals("fix", commands.at("/0/name").asText());
      assertEquals("Look after a failed run of dbt.", commands.at("/0/says").asText());
      assertTrue(commands.findValuesAsText("name").contains("toolchain"), out());
    }
  }

  @Test
  void an_option_before_the_command_is_told_where_it_belongs() {
    assertEquals(2, nightshift("--json", "runs"));
    assertTrue(err().contains("«--json» stands before a command"), err());
  }

  @Test
  void a_configuration_that_is_named_and_not_there_is_refused_by_every_command() {
    for (String asked : List.of("runs", "show 1", "cancel 1", "fix --artifacts target")) {
      assertEquals(2, nightshift((asked + " --config nothere.yml").split(" ")), asked);
      assertTrue(err().contains("--config names «nothere.yml», and there is no such file"), err());
    }
    assertEquals(2, nightshift("runs", "--config", "target"), "a folder");
    assertEquals(0, nightshift("runs", "--config", "nothere.yml", "--help"));
    assertEquals(0, nightshift("runs", "--config", "nightshift.yml"));
  }

  @Test
  void a_command_that_reads_no_configuration_offers_none() {
    for (String asked : List.of("version", "completion bash")) {
      assertEquals(0, nightshift((asked + " --help").split(" ")), err());
      assertFalse(out().contains("--config"), out());
      assertEquals(2, nightshift((asked + " --config nightshift.yml").split(" ")), asked);
    }
  }

  @Test
  void help_is_understood_however_it_is_asked_for() {
    for (String asked : List.of("help", "--help", "-h")) {
      assertEquals(0, nightshift(asked), err());
      assertTrue(out().contains("Usually first"), out());
      assertEquals(0, nightshift(asked, "fix"), err());
      assertTrue(out().contains("Usage: nightshift fix"), out());
    }
  }

  @Test
  void a_mistyped_command_is_told_the_nearest() {
    assertEquals(2, nightshift("aprove"));
    assertTrue(err().contains("there is no command «aprove»; did you mean approve?"), err());
  }

  @Test
  void a_mistyped_option_points_at_the_commands_help() {
    assertEquals(2, nightshift("runs", "--jsn"));
    assertTrue(err().contains("See nightshift runs --help"), err());
  }

  @Test
  void a_defect_of_ours_is_said_and_shown_to_whoever_asks_for_it() {
    doors.flows.defect = new StackOverflowError("no bottom");
    assertEquals(1, nightshift("runs"));
    assertTrue(err().contains("this is our defect: java.lang.StackOverflowError"), err());
    assertFalse(err().contains("\tat "), err());
    environment.put("NIGHTSHIFT_DEBUG", "1");
    assertEquals(1, nightshift("runs"));
    assertTrue(err().contains("\tat "), err());
  }

  @Test
  void what_a_disk_or_a_server_refuses_is_no_defect_of_ours_and_told_with_what_to_do() {
    String home = folder.resolve("home").toString();
    environment.put("NIGHTSHIFT_HOME", home);
    refused(new AccessDeniedException(home + "/blobs"), home + "/blobs: you have no right to it");
    refused(new AccessDeniedException(folder.toString()), "NIGHTSHIFT_HOME names the folder");
    refused(new FileSystemException(home, null, "Read-only file system"), "Read-only file system.");
    refused(new FileAlreadyExistsException(home), home + ": something else is in its place");
    refused(new IOException("No space left on device"), "the disk is full. NIGHTSHIFT_HOME");

    doors.flows.refusal =
        Status.NOT_FOUND.withDescription("Namespace nope is not found.").asRuntimeException();
    assertEquals(1, nightshift("runs"));
    assertTrue(err().contains("Temporal refuses: Namespace nope is not found. Are TEMP"), err());

    doors.flows.refusal = Status.INTERNAL.withDescription("http2 exception").asRuntimeException();
    assertEquals(1, nightshift("runs"));
    assertTrue(err().contains("not understood: http2 exception. Is TEMPORAL_ADDRESS"), err());
  }

  @Test
  void a_file_that_is_refused_elsewhere_is_not_said_to_be_cured_by_another_home() {
    refused(new AccessDeniedException("/data/runs"), "/data/runs: you have no right to it.");
    assertFalse(err().contains("NIGHTSHIFT_HOME"), err());
  }

  private void refused(IOException why, String says) {
    doors.flows.refusal = new UncheckedIOException(why);
    assertEquals(1, nightshift("runs"));
    assertTrue(err().contains(says), err());
    assertFalse(err().contains("defect"), err());
  }

  @Test
  void every_command_explains_itself() {
    for (String command : List.of("fix", "runs", "show", "approve", "reject", "cancel")) {
      assertEquals(0, nightshift(command, "--help"));
      assertTrue(out().contains("Usage: nightshift " + command), out());
      assertTrue(out().contains("--json"), out());
    }
  }

  @Test
  void where_the_time_of_a_run_went_is_told_step_by_step() {
    doors.flows.holding(
        FakeFlows.open("fix/larkspur/1", new Progress("", "", "", "read", "", null, null, null)));
    assertEquals(0, nightshift("show", "fix/larkspur/1", "--timings"), err());
    assertTrue(out().contains("DbtRun                          0.03 s    2.97 s         2"), out());
    assertTrue(out().contains("all steps                       0.05 s    3.45 s         3"), out());
    assertEquals(0, nightshift("show", "fix/larkspur/1", "--timings", "--json"), err());
    assertTrue(out().contains("\"step\" : \"ArtifactsSummarize\""), out());
  }

  @Test
  void bash_completes_commands_and_their_options() throws Exception {
    assertEquals(0, nightshift("completion", "bash"), err());
    Path script = folder.resolve("completion.bash");
    Files.writeString(script, out());
    assertEquals("show", completed(script, "sho"));
    assertEquals("toolchain", completed(script, "tool"));
    assertEquals("--timings", completed(script, "show", "--tim"));
  }

  private static String completed(Path script, String... words) throws Exception {
    String all = "nightshift " + String.join(" ", words);
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source \"$1\"; COMP_LINE=\"$2\"; COMP_WORDS=($2); COMP_CWORD=$3;"
                    + " _complete_nightshift; echo ${COMPREPLY[@]}",
                "bash",
                script.toString(),
                all,
                String.valueOf(words.length))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }

  @Test
  void zsh_is_given_what_makes_it_complete_as_bash_does() {
    assertEquals(0, nightshift("completion", "zsh"), err());
    assertTrue(out().contains("elif [ -n \"$ZSH_VERSION\" ]; then"), out());
    assertTrue(out().contains("autoload -U +X bashcompinit && bashcompinit"), out());
    assertTrue(out().contains("complete -F _complete_nightshift"), out());
  }

  @Test
  void fish_is_told_every_command_and_option_in_its_own_words() {
    assertEquals(0, nightshift("completion", "fish"), err());
    assertTrue(
        out().contains("complete -c nightshift -n __fish_use_subcommand -a bench -d 'Measure"),
        out());
    assertTrue(
        out()
            .contains(
                "complete -c nightshift -n '__fish_seen_subcommand_from show' -l timings -d 'Show"),
        out());
    assertTrue(out().contains("from fix' -l artifacts -r -F -d"), out());
    assertEquals(2, nightshift("completion", "tcsh"));
    assertTrue(err().contains("bash, zsh, fish"), err());
  }

  @Test
  void a_broken_configuration_is_said_line_by_line() throws IOException {
    Files.writeString(folder.resolve("nightshift.yml"), "projcts: []\n");
    assertEquals(2, nightshift("fix", "--artifacts", "target"));
    assertTrue(
        err().contains("nightshift.yml, line 1: unknown key `projcts`; did you mean `projects`?"),
        err());
    assertTrue(err().contains("`projects` is missing"), err());
  }

  @Test
  void the_configuration_may_be_named_by_option_or_environment() throws IOException {
    Files.move(folder.resolve("nightshift.yml"), folder.resolve("other.yml"));
    assertEquals(2, nightshift("fix", "--artifacts", "target"));
    assertTrue(err().contains("name yours with --config FILE"), err());
    assertEquals(0, nightshift("fix", "--artifacts", "target", "--config", "other.yml"));
    environment.put("NIGHTSHIFT_CONFIG", "other.yml");
    assertEquals(0, nightshift("fix", "--artifacts", "target"));
  }

  @Test
  void fix_keeps_the_artifacts_and_starts_the_flow() {
    assertEquals(0, nightshift("fix", "--artifacts", "target", "--commit", "abcdef1"));
    assertTrue(out().contains("fix/larkspur/9f3c was started"), out());
    RemediationRequest request = doors.flows.requests.get(0);
    assertEquals("abcdef1", request.commit());
    assertEquals("cli", request.from());
    assertEquals("{}", doors.readText(request.artifacts().manifest()));
    assertTrue(doors.readText(request.artifacts().runResults()).contains("9f3c"));
  }

  @Test
  void fix_takes_a_run_of_dbt_clouds_by_its_id_unless_a_folder_is_called_so() throws IOException {
    Files.writeString(
        folder.resolve("nightshift.yml"),
        """
        projects:
          - name: larkspur
            repository: garden/larkspur
            warehouse: {kind: duckdb, path: p.duckdb}
            dbt_cloud: {account: 7100, project: 88}
        """);
    assertEquals(0, nightshift("fix", "300580980"), err());
    assertTrue(out().contains("fix/larkspur/300580980 was started"), out());
    assertEquals("cli", doors.flows.requests.get(0).from());
    assertTrue(doors.flows.requests.get(0).byPerson());
    assertEquals(List.of("scheduled"), doors.flows.requests.get(0).cloud().triggers());
    Files.createDirectories(folder.resolve("artifacts"));
    Files.move(folder.resolve("target"), folder.resolve("artifacts/7"));
    assertEquals(0, nightshift("fix", "7"), err());
    assertNull(doors.flows.requests.get(1).cloud());
    assertEquals("9f3c", doors.flows.requests.get(1).run());
  }

  @Test
  void fix_is_told_of_which_job_a_run_is() throws IOException {
    assertEquals(0, nightshift("fix", "--artifacts", "target", "--job", "nightly"), err());
    assertEquals("nightly", doors.flows.requests.get(0).job());
    assertEquals(2, nightshift("fix", "--artifacts", "target", "--job", "n".repeat(101)));
    assertTrue(err().contains("--job has at most 100 characters"), err());
    Files.writeString(
        folder.resolve("nightshift.yml"),
        """
        projects:
          - name: larkspur
            repository: garden/larkspur
            warehouse: {kind: duckdb, path: p.duckdb}
            dbt_cloud: {account: 7100, project: 88}
        """);
    assertEquals(2, nightshift("fix", "300580980", "--job", "nightly"));
    assertTrue(err().contains("leave --job out"), err());
    assertEquals(1, doors.flows.requests.size());
  }

  @Test
  void fix_takes_a_run_below_the_projects_folder() throws IOException {
    Files.createDirectories(folder.resolve("artifacts"));
    Files.move(folder.resolve("target"), folder.resolve("artifacts/tonight"));
    assertEquals(0, nightshift("fix", "tonight"));
    assertEquals("tonight", doors.flows.requests.get(0).artifacts().folder());
  }

  @Test
  void a_run_that_is_looked_after_is_not_started_twice() {
    nightshift("fix", "--artifacts", "target");
    assertEquals(0, nightshift("fix", "--artifacts", "target"));
    assertTrue(out().contains("is looked after already"), out());
    assertEquals(1, doors.flows.requests.size());
  }

  @Test
  void a_run_that_was_looked_after_before_can_be_retried() {
    doors.flows.holding(FakeFlows.ended("fix/larkspur/9f3c", null, outcome(Ending.REPORT)));
    assertEquals(0, nightshift("fix", "--artifacts", "target"));
    assertTrue(out().contains("Once more: add --retry"), out());
    nightshift("fix", "--artifacts", "target", "--retry");
    assertTrue(out().contains("fix/larkspur/9f3c/retry-1 was started"), out());
  }

  @Test
  void a_run_whose_files_were_brought_is_retried_by_its_name_alone() throws IOException {
    brought("larkspur", "manual__2026-11-28T02:00");
    doors.flows.holding(
        FakeFlows.ended(
            "fix/larkspur/manual__2026-11-28T02:00/retry-1", null, outcome(Ending.REPORT)));
    Files.writeString(
        folder.resolve("nightshift.yml"),
        """
        projects:
          - name: larkspur
            repository: garden/larkspur
            warehouse: {kind: duckdb, path: p.duckdb}
            policy: {max_open_pulls: 9}
          - name: thistle
            repository: garden/thistle
            warehouse: {kind: duckdb, path: t.duckdb}
        """);

    assertEquals(0, nightshift("fix", "--retry", "manual__2026-11-28T02:00"), err());

    RemediationRequest again = doors.flows.requests.get(1);
    assertEquals("manual__2026-11-28T02:00", again.run());
    assertEquals("a".repeat(64), again.artifacts().runResults().sha256());
    assertEquals("abc1234", again.commit());
    assertEquals(9, again.policy().maxOpenPulls());
    assertEquals("nightly", again.job());
    assertTrue(again.byPerson());
  }

  @Test
  void a_retry_of_what_nobody_looked_after_is_refused_with_where_to_look() {
    brought("larkspur", "one");
    assertEquals(2, nightshift("fix", "--retry", "two"));
    assertTrue(err().contains("no run is called «two»"), err());
    assertEquals(2, nightshift("fix", "one"));
    assertTrue(err().contains("there is no such folder"), err());
  }

  private void brought(String project, String run) {
    doors.flows.start(
        new RemediationRequest(
                project,
                "garden/" + project,
                run,
                "abc1234",
                "webhook",
                new Location(
                    project,
                    "",
                    new BlobRef("a".repeat(64), 9, "run_results.json"),
                    null,
                    null,
                    null),
                "rules",
                null,
                null)
            .ofJob("nightly"));
  }

  @Test
  void a_folder_of_the_projects_is_brought_with_where_it_lay() throws IOException {
    Files.createDirectories(folder.resolve("artifacts"));
    Files.move(folder.resolve("target"), folder.resolve("artifacts/tonight"));
    assertEquals(0, nightshift("fix", "--artifacts", "artifacts/tonight"));
    assertEquals("tonight", doors.flows.requests.get(0).artifacts().folder());
    assertNotNull(doors.flows.requests.get(0).artifacts().runResults());
  }

  @Test
  void a_link_into_anywhere_is_brought_as_what_it_leads_to() throws IOException {
    Files.createDirectories(folder.resolve("artifacts"));
    Files.createSymbolicLink(folder.resolve("artifacts/tonight"), folder.resolve("target"));
    assertEquals(0, nightshift("fix", "--artifacts", "artifacts/tonight"));
    assertEquals("", doors.flows.requests.get(0).artifacts().folder());
  }

  @Test
  void a_folder_without_artifacts_is_refused() {
    assertEquals(2, nightshift("fix", "--artifacts", "nowhere"));
    assertTrue(err().contains("there is no folder"), err());
    assertEquals(2, nightshift("fix", "--artifacts", "."));
    assertTrue(err().contains("run_results.json is not there"), err());
    assertEquals(2, nightshift("fix", "../target"));
    assertTrue(err().contains("«../target»: it leaves the project's artifacts folder"), err());
    assertEquals(2, nightshift("fix", "tonihgt"));
    assertTrue(err().contains("«tonihgt»: there is no such folder"), err());
  }

  @Test
  void a_night_that_dbt_stopped_on_is_another_than_that_of_the_results_it_left()
      throws IOException {
    Files.createDirectories(folder.resolve("logs"));
    Files.writeString(
        folder.resolve("logs/dbt.log"),
        "============================== 06:00:01.415210 | 00000000-0000-0000-0000-00000000000a"
            + " ==============================\n"
            + "06:00:02.000001 [error] [MainThread]: Encountered an error:\nCompilation Error\n");
    assertEquals(0, nightshift("fix", "--artifacts", "target"));
    var request = doors.flows.requests.get(0);
    assertEquals("00000000-0000-0000-0000-00000000000a", request.run());
    assertNotNull(request.artifacts().log());
    assertNotNull(request.artifacts().runResults());
  }

  @Test
  void a_night_of_late_sources_alone_is_taken() throws IOException {
    Files.createDirectories(folder.resolve("fresh"));
    Files.writeString(
        folder.resolve("fresh/sources.json"), "{\"metadata\":{\"invocation_id\":\"5a5a\"}}");
    assertEquals(0, nightshift("fix", "--artifacts", "fresh"));
    var request = doors.flows.requests.get(0);
    assertEquals("5a5a", request.run());
    assertNotNull(request.artifacts().sources());
    assertNull(request.artifacts().runResults());
  }

  @Test
  void runs_are_listed_with_what_they_wait_for() {
    doors.flows.holding(waiting("fix/larkspur/a")).holding(FakeFlows.failed("fix/larkspur/b", ""));
    assertEquals(0, nightshift("runs"));
    assertTrue(out().contains("Publish"), out());
    assertTrue(out().contains("fix/larkspur/b"), out());
    assertEquals(0, nightshift("runs", "--waiting", "--json"));
    assertTrue(out().contains("fix/larkspur/a"), out());
    assertFalse(out().contains("fix/larkspur/b"), out());
  }

  @Test
  void show_tells_the_whole_of_a_run_by_a_part_of_its_id() {
    doors.flows.holding(
        FakeFlows.ended("fix/larkspur/9f3c-long", progress(null), outcome(Ending.PULL_REQUEST)));
    assertEquals(0, nightshift("show", "9f3c"));
    for (String part :
        List.of(
            "diagnose",
            "Pull request 3 makes 1 cause green.",
            "CODE      order_total is called order_amount now",
            "model.larkspur.stg_orders",
            "· 0 rows have it (production)",
            "test.larkspur.unique_orders",
            "file:///host/pulls/3",
            "/home/reports/9f3c.md")) {
      assertTrue(out().contains(part), part + " is not in\n" + out());
    }
  }

  @Test
  void show_tells_what_became_of_the_pull_request() {
    doors.flows.holding(
        FakeFlows.ended("fix/larkspur/a", progress(null), outcome(Ending.PULL_REQUEST))
            .with(new After(false, "Mended by pull request 3: it passed in run b.", null, null)));
    assertEquals(0, nightshift("show", "a"));
    assertTrue(
        out().contains("What became of it\n  Mended by pull request 3: it passed in run b."),
        out());
  }

  @Test
  void show_of_a_question_ends_with_3_and_how_to_answer() {
    doors.flows.holding(waiting("fix/larkspur/a"));
    assertEquals(3, nightshift("show", "fix/larkspur/a"));
    assertTrue(out().contains("Publish a fix?"), out());
    assertTrue(out().contains("./nightshift approve fix/larkspur/a"), out());
  }

  @Test
  void show_of_a_failure_ends_with_1() {
    doors.flows.holding(FakeFlows.failed("fix/larkspur/a", "the disk was full"));
    assertEquals(1, nightshift("show", "a"));
    assertTrue(out().contains("the disk was full"), out());
  }

  @Test
  void show_says_what_goes_wrong_just_now() {
    doors.flows.holding(
        FakeFlows.retrying("fix/larkspur/a", progress(null), "HostOpen", 4, "it is away"));
    nightshift("show", "a");
    assertTrue(out().contains("HostOpen, attempt 4; the last one: it is away"), out());
  }

  @Test
  void show_as_json_is_the_run() throws IOException {
    doors.flows.holding(
        FakeFlows.ended("fix/larkspur/a", progress(null), outcome(Ending.PULL_REQUEST)));
    assertEquals(0, nightshift("show", "a", "--json"));
    JsonNode run = Converter.json().readTree(out());
    assertEquals("COMPLETED", run.path("status").asText());
    assertEquals("CODE", run.at("/outcome/causes/0/verdict").asText());
  }

  @Test
  void the_version_is_told_to_people_and_to_programs() throws IOException {
    assertEquals(0, nightshift("--version"));
    assertTrue(out().startsWith("nightshift "), out());
    nightshift("version", "--json");
    assertEquals(
        Runtime.version().toString(),
        Converter.json().readTree(out().substring(out().indexOf('{'))).path("java").asText());
  }

  @Test
  void show_follows_to_the_end_as_lines_of_json() throws IOException {
    doors.flows.holding(FakeFlows.ended("fix/larkspur/a", progress(null), outcome(Ending.REPORT)));
    assertEquals(0, nightshift("show", "a", "--follow", "--json"));
    JsonNode last = Converter.json().readTree(out().lines().reduce((a, b) -> b).orElseThrow());
    assertEquals("REPORT", last.at("/outcome/ending").asText());
  }

  @Test
  void show_follows_to_the_end() {
    doors.flows.holding(FakeFlows.ended("fix/larkspur/a", progress(null), outcome(Ending.REPORT)));
    assertEquals(0, nightshift("show", "a", "--follow"));
    assertTrue(out().contains("2 failed, 1 skipped, 9 passed"), out());
  }

  @Test
  void what_was_told_on_the_way_is_not_told_again_at_the_end() {
    doors.flows.holding(FakeFlows.ended("fix/larkspur/a", progress(null), outcome(Ending.REPORT)));
    nightshift("show", "a", "--follow");
    assertEquals(2, out().split("2 failed, 1 skipped, 9 passed", -1).length, out());
  }

  @Test
  void following_says_that_no_worker_has_taken_it() {
    Run untaken =
        FakeFlows.open(
            "fix/larkspur/a", new Progress("", "larkspur", "", "", "", null, null, null));
    doors.flows.holding(untaken);
    doors.flows.turns.addAll(Collections.nCopies(5, untaken));
    doors.flows.turns.add(
        FakeFlows.ended("fix/larkspur/a", progress(null), outcome(Ending.REPORT)));
    assertEquals(0, nightshift("show", "a", "--follow"));
    assertEquals(2, out().split("No worker has taken it yet", -1).length, out());
  }

  @Test
  void show_diff_is_the_patch() {
    BlobRef patch = doors.putText("fix.patch", "-old\n+new\u001b[31m\n");
    doors.flows.holding(
        FakeFlows.open(
            "fix/larkspur/a",
            progress(new Waiting("?", HASH, patch, "base", "proof", 1_000, 2_000, null, null))));
    nightshift("show", "a", "--diff");
    assertEquals("-old\n+new[31m\n", out());
  }

  @Test
  void show_diff_is_json_for_programs() throws IOException {
    BlobRef patch = doors.putText("fix.patch", "-old\n+new\n");
    doors.flows.holding(
        FakeFlows.open(
            "fix/larkspur/a",
            progress(new Waiting("?", HASH, patch, "base", "proof", 1_000, 2_000, null, null))));
    nightshift("show", "a", "--diff", "--json");
    assertEquals("-old\n+new\n", Converter.json().readTree(out()).path("diff").asText());
  }

  @Test
  void an_empty_id_means_no_run_also_where_there_is_only_one() {
    doors.flows.holding(waiting("fix/larkspur/a"));
    for (String command : List.of("show", "approve", "cancel")) {
      assertEquals(2, nightshift(command, ""));
      assertTrue(err().contains("which run? The id is empty"), err());
    }
    assertEquals(List.of(), doors.flows.decisions);
  }

  @Test
  void an_id_that_fits_several_runs_is_asked_for_more() {
    doors.flows.holding(waiting("fix/larkspur/a1")).holding(waiting("fix/larkspur/a2"));
    assertEquals(2, nightshift("show", "larkspur/a"));
    assertTrue(err().contains("fits several runs"), err());
    assertEquals(2, nightshift("show", "zebra"));
    assertTrue(err().contains("no run is called «zebra»"), err());
  }

  private static dev.nightshift.starter.flows.Run asking(Asked... asked) {
    return FakeFlows.open(
        "fix/larkspur/a",
        progress(new Waiting("?", "", null, "", "", 1_000, 90_000, List.of(asked), null)));
  }

  private static Asked asked(String id) {
    return new Asked(
        id, "Charged or settled?", List.of(new Way("charged", "What was charged"), NOBODY_KNOWS));
  }

  @Test
  void answer_goes_to_the_question_that_is_open() {
    doors.flows.holding(asking(asked("q1")));
    assertEquals(0, nightshift("answer", "a", "charged", "--as", "kim", "--reason", "finance"));
    assertEquals(
        List.of(new Answer("q1", "charged", "kim", "finance", "cli")), doors.flows.answers);
    assertEquals(2, nightshift("approve", "a"));
    assertTrue(err().contains("./nightshift answer fix/larkspur/a"), err());
  }

  @Test
  void answer_without_one_shows_what_is_asked() {
    doors.flows.holding(asking(asked("q1")));
    assertEquals(0, nightshift("answer", "a"));
    assertTrue(out().contains("Charged or settled?"), out());
    assertTrue(
        out().contains("./nightshift answer fix/larkspur/a charged   What was charged"), out());
    assertEquals(3, nightshift("show", "a"));
    assertTrue(out().contains("./nightshift answer fix/larkspur/a none"), out());
    assertEquals(List.of(), doors.flows.answers);
  }

  @Test
  void answer_asks_which_question_where_several_are_open() {
    doors.flows.holding(asking(asked("q1"), asked("q2")));
    assertEquals(2, nightshift("answer", "a", "charged", "--as", "kim"));
    assertTrue(err().contains("--question with one of q1, q2"), err());
    assertEquals(0, nightshift("answer", "a", "charged", "--as", "kim", "--question", "q2"));
    assertEquals("q2", doors.flows.answers.get(0).question());
  }

  @Test
  void answer_of_a_run_that_waits_for_a_yes_says_so() {
    doors.flows.holding(waiting("fix/larkspur/a"));
    assertEquals(2, nightshift("answer", "a", "charged"));
    assertTrue(err().contains("no open question"), err());
  }

  @Test
  void approve_says_yes_to_the_patch_that_waits_signed() {
    doors.flows.holding(waiting("fix/larkspur/a"));
    assertEquals(0, nightshift("approve", "a"));
    assertEquals(
        new Decision(
            Decision.Choice.APPROVE,
            "kim@larkspur.example",
            HASH,
            "",
            "cli",
            "signed:fix/larkspur/a:kim@larkspur.example"),
        doors.flows.decisions.get(0));
  }

  @Test
  void the_person_is_the_one_said_else_configured_else_gits() throws IOException {
    doors.flows.holding(waiting("fix/larkspur/a"));
    nightshift("approve", "a", "--as", "lee@larkspur.example");
    Files.delete(folder.resolve("nightshift.yml"));
    doors.gitPerson = "git@larkspur.example";
    nightshift("approve", "a");
    doors.gitPerson = "";
    assertEquals(2, nightshift("approve", "a"));
    assertTrue(err().contains("who decides?"), err());
    assertEquals(
        List.of("lee@larkspur.example", "git@larkspur.example"),
        doors.flows.decisions.stream().map(Decision::person).toList());
  }

  @Test
  void a_person_is_one_line_without_a_terminals_commands_wherever_the_name_is_from() {
    doors.flows.holding(waiting("fix/larkspur/a"));
    assertEquals(2, nightshift("approve", "a", "--as", "kim\nApproved by lee"));
    assertEquals(2, nightshift("reject", "a", "--reason", "no", "--as", "\u001b[2Jkim"));
    assertTrue(
        err().contains("who decides? «[2Jkim» is not one line without control characters"), err());
    assertEquals(List.of(), doors.flows.decisions);
    assertEquals(0, nightshift("approve", "a", "--as", " Zoë d'Arc\n"));
    assertEquals("Zoë d'Arc", doors.flows.decisions.get(0).person());
  }

  @Test
  void reject_wants_a_reason() {
    doors.flows.holding(waiting("fix/larkspur/a"));
    assertEquals(2, nightshift("reject", "a"));
    assertEquals(2, nightshift("reject", "a", "--reason", " "));
    assertEquals(0, nightshift("reject", "a", "--reason", "not like this"));
    assertEquals("not like this", doors.flows.decisions.get(0).reason());
    assertEquals(Decision.Choice.REJECT, doors.flows.decisions.get(0).choice());
  }

  @Test
  void a_refused_decision_is_said_and_fails() {
    doors.flows.holding(waiting("fix/larkspur/a"));
    doors.flows.answer = new Heard(false, "it was decided already by lee");
    assertEquals(1, nightshift("approve", "a"));
    assertTrue(err().contains("refused: it was decided already by lee"), err());
  }

  @Test
  void a_decision_on_another_patch_than_the_one_seen_is_refused() {
    doors.flows.holding(waiting("fix/larkspur/a"));
    assertEquals(2, nightshift("approve", "a", "--patch", "ffffffff"));
    assertEquals(0, nightshift("approve", "a", "--patch", HASH.substring(0, 8)));
    assertEquals(1, doors.flows.decisions.size());
  }

  @Test
  void a_run_that_asks_nothing_cannot_be_approved() {
    doors.flows.holding(FakeFlows.open("fix/larkspur/a", progress(null)));
    assertEquals(2, nightshift("approve", "a"));
    assertTrue(err().contains("asks nothing now; it is in diagnose"), err());
  }

  @Test
  void cancel_says_whether_there_was_something_to_stop() {
    doors.flows.holding(waiting("fix/larkspur/a"));
    nightshift("cancel", "a");
    assertTrue(out().contains("stops and cleans up"), out());
  }

  @Test
  void without_temporal_it_says_so_without_a_stack_trace() {
    doors.flows.away = true;
    assertEquals(1, nightshift("runs"));
    assertTrue(err().contains("Temporal does not answer"), err());
    assertFalse(err().contains("\tat "), err());
  }

  private static dev.nightshift.starter.flows.Run waiting(String id) {
    return FakeFlows.open(
        id,
        new Progress(
            "remediation",
            "larkspur",
            "run a",
            "approval",
            "a person decides",
            List.of(new Step("read", 1_000, 1_400), new Step("approval", 1_400, 0)),
            List.of("CODE a column was renamed"),
            new Waiting(
                "Publish a fix?",
                HASH,
                new BlobRef(HASH, 10, "p"),
                "b",
                "v",
                1_400,
                90_000,
                null,
                null)));
  }

  private static final Way NOBODY_KNOWS = new Way("none", "I cannot say");

  private static Progress progress(Waiting waiting) {
    return new Progress(
        "remediation",
        "larkspur",
        "run a",
        "diagnose",
        "looking",
        List.of(new Step("read", 1_000, 1_400), new Step("diagnose", 1_400, 0)),
        List.of("2 failed, 1 skipped, 9 passed"),
        waiting);
  }

  private static RemediationOutcome outcome(Ending ending) {
    Cause cause =
        new Cause(
            "renamed_source_column",
            Verdict.CODE,
            "raw.orders",
            List.of("model.larkspur.stg_orders"),
            "order_total is called order_amount now",
            List.of(Evidence.of("0 rows have it", "production")),
            null,
            null);
    return new RemediationOutcome(
        ending,
        "Pull request 3 makes 1 cause green.",
        List.of(cause),
        List.of("test.larkspur.unique_orders"),
        new Pull(3, "file:///host/pulls/3", "nightshift/x", "abc", "open"),
        null,
        "/home/reports/9f3c.md",
        null,
        null,
        null,
        List.of(new Step("read", 1_000, 1_400), new Step("diagnose", 1_400, 3_000)),
        null);
  }

  private int nightshift(String... arguments) {
    out.reset();
    err.reset();
    return Nightshift.run(
        new Desk(stream(out), stream(err), environment, folder, false, doors), arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
