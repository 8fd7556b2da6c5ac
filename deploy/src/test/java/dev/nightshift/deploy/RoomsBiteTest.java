package dev.nightshift.deploy;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import dev.nightshift.activities.words.Nearest;
import dev.nightshift.starter.scenario.ScenariosCommand;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import org.junit.jupiter.api.Test;

/** What the rooms are held to finds a room that breaks it. */
class RoomsBiteTest {
  /** For nobody. */
  public static final class Unneeded {}

  @Test
  void what_is_public_for_nobody_is_found() {
    assertTrue(
        report(new BeADoor(), Unneeded.class)
            .contains("Unneeded is public and nobody outside its package needs it"));
  }

  @Test
  void what_another_package_needs_is_a_door() {
    String alone = "Nearest is public and nobody";
    assertTrue(report(new BeADoor(), Nearest.class).contains(alone));
    assertFalse(report(new BeADoor(), Nearest.class, ScenariosCommand.class).contains(alone));
  }

  @Test
  void a_package_with_too_many_doors_is_found() {
    Class<?>[] fourteen = {
      BiConsumer.class,
      BiFunction.class,
      BiPredicate.class,
      BinaryOperator.class,
      BooleanSupplier.class,
      Consumer.class,
      Function.class,
      IntFunction.class,
      IntPredicate.class,
      LongFunction.class,
      LongPredicate.class,
      Predicate.class,
      Supplier.class,
      UnaryOperator.class
    };
    String report = report(new HaveFewDoors(), fourteen);
    assertTrue(report.contains("java.util.function has "), report);
    assertEquals("", report(new HaveFewDoors(), RoomsBiteTest.class));
  }

  /** As nobody is to do it. */
  static final class Careless {
    private final Mac mac;

    Careless(Mac mac) {
      this.mac = mac;
    }

    boolean fits(byte[] body, byte[] given) {
      return Arrays.equals(mac.doFinal(body), given);
    }
  }

  @Test
  void a_signature_that_is_compared_byte_by_byte_until_one_differs_is_found() {
    String report = report(new CompareInConstantTime(), Careless.class);
    assertTrue(report.contains("Arrays.equals"), report);
    assertTrue(report.contains("Careless does not call MessageDigest.isEqual"), report);
    JavaClass careless = new ClassFileImporter().importClass(Careless.class);
    assertTrue(CompareInConstantTime.authenticatesAMessage().test(careless));
  }

  private static String report(ArchCondition<JavaClass> condition, Class<?>... of) {
    var result = classes().should(condition).evaluate(new ClassFileImporter().importClasses(of));
    return result.hasViolation() ? result.getFailureReport().toString() : "";
  }
}
