package dev.nightshift.deploy;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ServiceLoader;
import java.util.Set;

/**
 * Somebody outside the package uses it, or meets it in what a public neighbour takes, gives or
 * throws; or the JVM begins there, or a library finds it by its name.
 */
final class BeADoor extends ArchCondition<JavaClass> {
  /** Used by tests and measurements of the whole, which are no part of what is examined. */
  private static final Set<String> FOR_WHOEVER_RUNS_THE_WHOLE =
      Set.of("DevServer", "SampleCompany", "CloudDouble", "ScriptedModel");

  private static final Set<JavaModifier> CONSTANT =
      Set.of(JavaModifier.PUBLIC, JavaModifier.STATIC, JavaModifier.FINAL);

  BeADoor() {
    super("be used by another package");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    boolean door =
        type.getDirectDependenciesToSelf().stream()
                .map(Dependency::getOriginClass)
                .filter(user -> !user.equals(type))
                .anyMatch(user -> isOutside(type, user) || shows(user, type))
            || type.tryGetMethod("main", String[].class).isPresent()
            || isFoundByItsName(type)
            || hasConstants(type)
            || FOR_WHOEVER_RUNS_THE_WHOLE.contains(type.getSimpleName());
    events.add(
        new SimpleConditionEvent(
            type, door, type.getName() + " is public and nobody outside its package needs it"));
  }

  private static boolean isFoundByItsName(JavaClass type) {
    return type.getAllRawInterfaces().stream()
        .flatMap(
            service ->
                ServiceLoader.load(service.reflect()).stream().map(ServiceLoader.Provider::type))
        .anyMatch(type.reflect()::equals);
  }

  /** The compiler copies them, and leaves no trace of who uses them. */
  private static boolean hasConstants(JavaClass type) {
    return type.getFields().stream()
        .filter(field -> field.getModifiers().containsAll(CONSTANT))
        .anyMatch(
            field ->
                field.getRawType().isPrimitive()
                    || field.getRawType().isEquivalentTo(String.class));
  }

  private static boolean isOutside(JavaClass type, JavaClass user) {
    return !user.getPackageName().equals(type.getPackageName());
  }

  private static boolean shows(JavaClass neighbour, JavaClass type) {
    return neighbour.getModifiers().contains(JavaModifier.PUBLIC)
        && neighbour.getCodeUnits().stream()
            .filter(BeADoor::isOpen)
            .anyMatch(
                unit ->
                    unit.getAllInvolvedRawTypes().contains(type)
                        || unit.getExceptionTypes().contains(type));
  }

  private static boolean isOpen(JavaCodeUnit unit) {
    return unit.getModifiers().contains(JavaModifier.PUBLIC)
        || unit.getModifiers().contains(JavaModifier.PROTECTED);
  }
}
