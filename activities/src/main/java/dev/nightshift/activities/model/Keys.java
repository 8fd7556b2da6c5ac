package dev.nightshift.activities.model;

import dev.nightshift.activities.configuration.ConfigurationProblem;
import dev.nightshift.activities.configuration.EnvironmentValue;
import dev.nightshift.activities.configuration.Settings;
import dev.nightshift.workflows.durable.ErrorKind;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The keys of models, out of the environment alone. */
final class Keys {
  /** Anything else the HTTP client would refuse, and repeat in its message. */
  private static final Pattern KEY = Pattern.compile("[!-~]{1,4000}");

  private final Map<String, String> environment;

  Keys(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** Empty where the model asks for none. */
  String of(Settings.Model model) {
    if (model.key().isEmpty()) {
      return "";
    }
    String key = value(model).map(String::strip).orElseThrow(() -> missing(model));
    if (!KEY.matcher(key).matches()) {
      throw ErrorKind.UNAUTHORIZED.failure(
          model.key() + " holds what is no key of a model: one line without blanks is wanted.");
    }
    return key;
  }

  private Optional<String> value(Settings.Model model) {
    try {
      return EnvironmentValue.of(environment, model.key());
    } catch (ConfigurationProblem unreadable) {
      throw ErrorKind.UNAUTHORIZED.failure(unreadable.getMessage(), unreadable);
    }
  }

  private static RuntimeException missing(Settings.Model model) {
    return ErrorKind.UNAUTHORIZED.failure(
        "%1$s needs a key: set %2$s, or %2$s_FILE to a file that holds it, where the worker runs."
            .formatted(Refusal.who(model), model.key()));
  }
}
