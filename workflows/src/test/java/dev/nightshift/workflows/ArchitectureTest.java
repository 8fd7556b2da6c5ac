package dev.nightshift.workflows;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.converter.DataConverter;
import io.temporal.workflow.WorkflowInit;
import io.temporal.workflow.WorkflowInterface;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

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
              ThreadLocal.class,
              Runtime.class,
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
          .orShould()
          .callMethodWhere(inAnyOrder())
          .because("a replay on another worker must take the same way");

  @ArchTest
  static final ArchRule nothing_static_changes =
      fields().that().areStatic().should().beFinal().andShould(holdWhatCannotChange());

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
          .resideInAnyPackage(
              "..remediation..", "..agent..", "..ledger..", "..approval..", "..watch..")
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

  private static DescribedPredicate<JavaMethodCall> inAnyOrder() {
    Set<String> words = Set.of("shuffle", "parallelStream", "parallel", "parallelSetAll");
    return new DescribedPredicate<>("calls whose order is chance") {
      @Override
      public boolean test(JavaMethodCall call) {
        return words.contains(call.getName())
            && call.getTargetOwner().getPackageName().startsWith("java.util");
      }
    };
  }

  /** Of a collection its type does not say whether it can change, and its value does. */
  private static ArchCondition<JavaField> holdWhatCannotChange() {
    List<Class<?>> unchanging =
        List.of(
            String.class,
            Pattern.class,
            Duration.class,
            Enum.class,
            Record.class,
            SearchAttributeKey.class,
            JsonMapper.class,
            DataConverter.class);
    return new ArchCondition<>("hold what cannot change") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        JavaClass type = field.getRawType();
        boolean holds =
            field.getModifiers().contains(JavaModifier.SYNTHETIC)
                || type.isPrimitive()
                || unchanging.stream().anyMatch(type::isAssignableTo)
                || ((type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class))
                    && valueOf(field)
                        .getClass()
                        .getName()
                        .startsWith("java.util.ImmutableCollections"));
        events.add(
            new SimpleConditionEvent(
                field, holds, field.getFullName() + " is a " + type.getName()));
      }
    };
  }

  private static Object valueOf(JavaField field) {
    try {
      Field here = field.reflect();
      here.setAccessible(true);
      return here.get(null);
    } catch (IllegalAccessException hidden) {
      throw new IllegalStateException(field.getFullName() + " cannot be read", hidden);
    }
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
