package dev.nightshift.workflows;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.File;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A rule that finds nothing in good code may be one that finds nothing at all. */
class ArchitectureBitesTest {
  private final JavaClasses breaches =
      new ClassFileImporter().importClasses(Breaches.class, Flow.class, Unprepared.class);

  @Test
  void what_a_replay_cannot_repeat_is_found() {
    finds(ArchitectureTest.workflows_ask_temporal_for_the_time, "Instant.now", "System.getenv");
    finds(ArchitectureTest.workflows_ask_temporal_for_the_time, "Math.random");
    finds(
        ArchitectureTest.workflows_have_no_threads_chance_or_io,
        "Thread.currentThread",
        "UUID.randomUUID",
        "java.io.File",
        "ThreadLocal",
        "Collections.shuffle",
        "parallelStream");
    finds(ArchitectureTest.workflows_know_the_sdk_and_nothing_else, "org.junit");
  }

  @Test
  void static_state_is_found() {
    finds(
        ArchitectureTest.nothing_static_changes,
        "Breaches.count",
        "Breaches.SEEN",
        "Breaches.HERE");
  }

  @Test
  void a_flow_without_its_state_before_its_handlers_is_found() {
    finds(
        ArchitectureTest.a_flow_sets_its_state_before_a_validator_can_run,
        "Unprepared has no constructor marked");
  }

  private void finds(ArchRule rule, String... words) {
    String report = rule.evaluate(breaches).getFailureReport().toString();
    for (String word : words) {
      assertTrue(report.contains(word), () -> word + " is not in: " + report);
    }
  }

  /** One line for each thing that no workflow may do. */
  static final class Breaches {
    static int count;
    static final List<String> SEEN = new ArrayList<>();
    static final ThreadLocal<String> HERE = new ThreadLocal<>();

    private Breaches() {}

    static String all() {
      Collections.shuffle(SEEN);
      assertTrue(SEEN.parallelStream().findAny().isEmpty());
      return Instant.now()
          + System.getenv("HOME")
          + Math.random()
          + Thread.currentThread().getName()
          + UUID.randomUUID()
          + new File("a")
          + count++;
    }
  }

  @WorkflowInterface
  interface Flow {
    @WorkflowMethod
    void run();
  }

  static final class Unprepared implements Flow {
    @Override
    public void run() {}
  }
}
