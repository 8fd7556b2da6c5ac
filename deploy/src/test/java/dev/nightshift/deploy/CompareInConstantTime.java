package dev.nightshift.deploy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import javax.crypto.Mac;

/** How long it takes to say no must not tell how much of a signature was right. */
final class CompareInConstantTime extends ArchCondition<JavaClass> {
  private static final Pattern COMPARES =
      Pattern.compile("(?i).*equals.*|compare.*|mismatch|regionMatches|startsWith|hashCode");

  CompareInConstantTime() {
    super("compare by MessageDigest.isEqual and by nothing else");
  }

  /** Whoever makes the code of a message, or has it made, has something to compare it with. */
  static DescribedPredicate<JavaClass> authenticatesAMessage() {
    return DescribedPredicate.describe(
        "authenticate a message",
        type ->
            !type.getSimpleName().equals("Hmac")
                && type.getMethodCallsFromSelf().stream()
                    .map(call -> call.getTargetOwner())
                    .anyMatch(
                        owner ->
                            owner.isEquivalentTo(Mac.class)
                                || owner.getSimpleName().equals("Hmac")));
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    boolean compares = false;
    for (JavaMethodCall call : type.getMethodCallsFromSelf()) {
      compares |=
          call.getTargetOwner().isEquivalentTo(MessageDigest.class)
              && call.getName().equals("isEqual");
      if (COMPARES.matcher(call.getName()).matches()) {
        events.add(SimpleConditionEvent.violated(type, call.getDescription()));
      }
    }
    if (!compares) {
      events.add(
          SimpleConditionEvent.violated(
              type, type.getSimpleName() + " does not call MessageDigest.isEqual"));
    }
  }
}
