package dev.nightshift.deploy;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.nightshift.activities.blob.Blobs;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.activities.git.Checkouts;
import dev.nightshift.activities.git.Histories;
import dev.nightshift.activities.home.Home;
import dev.nightshift.activities.warehouse.Production;
import io.temporal.workflow.WorkflowInterface;
import java.nio.file.Files;
import java.util.Set;

/** Which room may know which, over all modules; what workflows may know is held beside them. */
@AnalyzeClasses(packages = "dev.nightshift", importOptions = DoNotIncludeTests.class)
class RoomsTest {
  private static final String ACTIVITIES = "dev.nightshift.activities.";

  private static final String[] JUDGEMENT =
      rooms(
          "agent",
          "artifacts",
          "bulkhead",
          "csv",
          "diagnosis",
          "edit",
          "gate",
          "jinja",
          "knowledge",
          "report",
          "rows",
          "sql",
          "words",
          "yaml");

  /** Where the judgement's rooms fetch from and write to: doors, never what stands behind them. */
  private static final Set<Class<?>> DOORS =
      Set.of(
          Blobs.class,
          Checkouts.class,
          Histories.class,
          Settings.class,
          Production.class,
          Home.class);

  @ArchTest
  static final ArchRule dependencies_of_modules_point_one_way =
      slices().matching("dev.nightshift.(*)..").namingSlices("module $1").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule what_is_above_is_not_known_below =
      noClasses()
          .that()
          .resideInAnyPackage("dev.nightshift.workflows..", "dev.nightshift.activities..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.nightshift.worker..", "dev.nightshift.starter..");

  @ArchTest
  static final ArchRule the_worker_does_not_know_the_ways_in =
      noClasses()
          .that()
          .resideInAPackage("dev.nightshift.worker..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.nightshift.starter..");

  @ArchTest
  static final ArchRule no_two_packages_need_each_other =
      slices().matching("dev.nightshift.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule judgement_knows_of_the_world_its_doors_and_nothing_else =
      noClasses()
          .that()
          .resideInAnyPackage(JUDGEMENT)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("dev.nightshift.activities..")
                  .and(not(resideInAnyPackage(JUDGEMENT)))
                  .and(not(aDoor())))
          .because("values go in and values come out; the world is the business of its own rooms");

  @ArchTest
  static final ArchRule judgement_starts_no_process_and_asks_no_server =
      noClasses()
          .that()
          .resideInAnyPackage(JUDGEMENT)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "java.net..",
              "java.sql..",
              "org.eclipse.jgit..",
              "io.temporal.client..",
              "io.temporal.serviceclient..")
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Process.class, ProcessBuilder.class);

  /** Facts are gathered before: a rule that asked for more could not be told by a fixture. */
  @ArchTest
  static final ArchRule a_rule_reads_no_file_runs_no_query_and_logs_nothing =
      noClasses()
          .that(areRulesOrFixers())
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              Files.class, Production.class, Blobs.class, Checkouts.class, Histories.class)
          .orShould()
          .dependOnClassesThat()
          .resideInAnyPackage("org.slf4j..", "java.io..")
          .because("a rule is pure: facts in, findings out");

  @ArchTest
  static final ArchRule there_is_one_json_mapper =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("dev.nightshift.workflows.durable.Converter")
          .should()
          .callConstructorWhere(
              DescribedPredicate.describe(
                  "a mapper is made",
                  call -> call.getTargetOwner().isAssignableTo(ObjectMapper.class)))
          .orShould()
          .callMethodWhere(
              DescribedPredicate.describe(
                  "a mapper is built",
                  call ->
                      call.getName().equals("builder")
                          && call.getTargetOwner().isAssignableTo(ObjectMapper.class)));

  @ArchTest
  static final ArchRule a_signature_is_compared_in_constant_time =
      classes()
          .that(CompareInConstantTime.authenticatesAMessage())
          .should(new CompareInConstantTime());

  @ArchTest
  static final ArchRule what_is_public_is_a_door =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .arePublic()
          .and()
          .areNotAnnotatedWith(WorkflowInterface.class)
          .should(new BeADoor())
          .because(
              "a class is package-private until another package needs it; Temporal takes no flow"
                  + " whose interface is not public");

  @ArchTest
  static final ArchRule a_room_has_few_doors =
      classes().that().areTopLevelClasses().should(new HaveFewDoors());

  private static DescribedPredicate<JavaClass> aDoor() {
    return DescribedPredicate.describe(
        "a door",
        type -> {
          JavaClass outer = type;
          while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
          }
          return DOORS.stream().anyMatch(outer::isEquivalentTo);
        });
  }

  private static DescribedPredicate<JavaClass> areRulesOrFixers() {
    return not(DescribedPredicate.<JavaClass>describe("interfaces", JavaClass::isInterface))
        .and(
            assignableTo(ACTIVITIES + "diagnosis.Rule")
                .or(assignableTo(ACTIVITIES + "gate.Rule"))
                .or(assignableTo(ACTIVITIES + "agent.Fixer")))
        .as("are rules or fixers");
  }

  private static String[] rooms(String... names) {
    String[] packages = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      packages[i] = ACTIVITIES + names[i];
    }
    return packages;
  }
}
