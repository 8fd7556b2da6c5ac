package dev.nightshift.workflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;

/**
 * Workflow code is replayed: it may know no clock, no thread, no chance, no file and no neighbour.
 */
@AnalyzeClasses(packages = "dev.nightshift.workflows", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule workflows_know_the_sdk_and_nothing_else =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.nightshift.workflows..",
              "io.temporal..",
              "com.fasterxml.jackson..",
              "java.lang..",
              "java.util..",
              "java.time..",
              "java.security..",
              "java.nio.charset..");

  @ArchTest
  static final ArchRule workflows_ask_temporal_for_the_time =
      noClasses()
          .should()
          .callMethodWhere(namedNowOfATime())
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              java.time.Clock.class,
              java.time.InstantSource.class,
              java.util.Date.class,
              java.util.Calendar.class)
          .orShould()
          .callMethodWhere(ofTheSystem())
          .because("a replay has another hour, another machine and another environment");

  @ArchTest
  static final ArchRule workflows_have_no_threads_chance_or_io =
      noClasses()
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              Thread.class,
              java.util.Random.class,
              java.util.random.RandomGenerator.class,
              java.util.SplittableRandom.class,
              java.security.SecureRandom.class,
              java.util.UUID.class,
              java.util.Timer.class,
              Process.class,
              ProcessBuilder.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.util.concurrent..", "java.io..", "java.nio.file..", "java.net..")
          .because("a replay on another worker must take the same way");

  @ArchTest
  static final ArchRule nothing_static_changes = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule a_flow_sets_its_state_before_a_validator_can_run =
      classes()
          .that(implementAWorkflow())
          .should(haveAConstructorMarkedWorkflowInit())
          .because("an update's validator runs before the main method");

  @ArchTest
  static final ArchRule only_doors_are_public_in_a_flow =
      classes()
          .that()
          .resideInAnyPackage("..remediation..", "..agent..", "..ledger..", "..approval..")
          .and()
          .areTopLevelClasses()
          .and()
          .haveSimpleNameNotEndingWith("Flow")
          .and()
          .areNotInterfaces()
          .and()
          .areNotRecords()
          .should()
          .notBePublic();

  private static DescribedPredicate<JavaMethodCall> namedNowOfATime() {
    return new DescribedPredicate<>("now() of a time") {
      @Override
      public boolean test(JavaMethodCall call) {
        return call.getName().equals("now")
            && call.getTargetOwner().getPackageName().equals("java.time");
      }
    };
  }

  /** Copying an array is all that flows want of the system, and of chance nothing. */
  private static DescribedPredicate<JavaMethodCall> ofTheSystem() {
    return new DescribedPredicate<>("the system's time, names or chance") {
      @Override
      public boolean test(JavaMethodCall call) {
        boolean system =
            call.getTargetOwner().isEquivalentTo(System.class)
                && !call.getName().equals("arraycopy");
        return system
            || (call.getTargetOwner().isEquivalentTo(Math.class)
                && call.getName().equals("random"));
      }
    };
  }

  private static DescribedPredicate<JavaClass> implementAWorkflow() {
    return new DescribedPredicate<>("implement a workflow") {
      @Override
      public boolean test(JavaClass type) {
        return !type.isInterface()
            && type.getAllRawInterfaces().stream()
                .anyMatch(door -> door.isAnnotatedWith(WorkflowInterface.class));
      }
    };
  }

  private static ArchCondition<JavaClass> haveAConstructorMarkedWorkflowInit() {
    return new ArchCondition<>("have a constructor marked @WorkflowInit") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = false;
        for (JavaConstructor constructor : type.getConstructors()) {
          marked |= constructor.isAnnotatedWith(WorkflowInit.class);
        }
        events.add(
            new SimpleConditionEvent(
                type, marked, type.getName() + " has no constructor marked @WorkflowInit"));
      }
    };
  }
}
