package dev.nightshift.deploy;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Few top-level classes of a package are public: a reader sees at once where to come in. */
final class HaveFewDoors extends ArchCondition<JavaClass> {
  /** What the widest room has. More wants to be two rooms. */
  private static final int MOST = 13;

  /** These are the shared language: every type in them is there to be known everywhere. */
  private static final Set<String> LANGUAGE =
      Set.of("dev.nightshift.workflows.values", "dev.nightshift.workflows.ports");

  HaveFewDoors() {
    super("live in a package with at most " + MOST + " public classes");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    long doors =
        type.getPackage().getClasses().stream()
            .filter(one -> one.isTopLevelClass() && one.getModifiers().contains(PUBLIC))
            .count();
    events.add(
        new SimpleConditionEvent(
            type,
            doors <= MOST || LANGUAGE.contains(type.getPackageName()),
            type.getPackageName() + " has " + doors + " public classes"));
  }
}
