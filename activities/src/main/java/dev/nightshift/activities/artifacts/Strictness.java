package dev.nightshift.activities.artifacts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nightshift.workflows.durable.Converter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which warnings ended a run as errors, as dbt's {@code --warn-error-options} takes them: by what
 * its results or its log say of its arguments, else by the warning that it stopped at. Empty where
 * none did.
 */
final class Strictness {
  /** What is selected in a sandbox is of our choosing: that nothing fits says nothing of a run. */
  private static final Set<String> OF_SELECTION =
      Set.of("NoNodesForSelectionCriteria", "NoNodesSelected", "NothingToDo");

  private static final Set<String> ALL = Set.of("all", "*");

  /** Older ones name the keys otherwise. */
  private static final Pattern WITHOUT_THESE_KEYS = Pattern.compile("[01]\\.[0-7]\\..*");

  private static final Pattern EVERY = Pattern.compile("'warn_error': '?[Tt]rue\\b");
  private static final Pattern OPTIONS = Pattern.compile("WarnErrorOptions(?:V2)?\\(([^)]*)\\)");
  private static final Pattern STOPPED_AT = Pattern.compile("\\[WARNING](?:\\[(\\w+)])?:");
  private static final Pattern NAME = Pattern.compile("[\\w*]+");

  private Strictness() {}

  /** By the arguments of results, or of an event. */
  static String of(JsonNode arguments, String version) {
    if (WITHOUT_THESE_KEYS.matcher(version).matches()) {
      return "";
    }
    JsonNode options = arguments.path("warn_error_options");
    boolean every = arguments.path("warn_error").asText("").equalsIgnoreCase("true");
    return options.isTextual()
        ? of(every, options.asText())
        : written(
            every ? ALL : names(options, "error", "include"),
            names(options, "warn", "exclude"),
            names(options, "silence", "silence"));
  }

  /** By the line of a log that holds the arguments. */
  static String of(String line, String version) {
    if (WITHOUT_THESE_KEYS.matcher(version).matches()) {
      return "";
    }
    Matcher options = OPTIONS.matcher(line);
    return of(EVERY.matcher(line).find(), options.find() ? options.group() : "");
  }

  /** By the messages that it ended with. */
  static String at(List<String> messages, String version) {
    if (WITHOUT_THESE_KEYS.matcher(version).matches()) {
      return "";
    }
    Set<String> names = new LinkedHashSet<>();
    for (String message : messages) {
      Matcher at = STOPPED_AT.matcher(message);
      while (at.find()) {
        names.add(at.group(1) == null ? "all" : at.group(1));
      }
    }
    return written(names, Set.of(), Set.of());
  }

  private static String of(boolean every, String options) {
    return written(
        every ? ALL : names(options, "error|include"),
        names(options, "warn|exclude"),
        names(options, "silence"));
  }

  private static Set<String> names(JsonNode options, String key, String formerly) {
    JsonNode named = options.has(key) ? options.path(key) : options.path(formerly);
    Set<String> names = new LinkedHashSet<>();
    if (named.isTextual()) {
      names.add(named.asText());
    }
    named.forEach(name -> names.add(name.asText()));
    return names;
  }

  private static Set<String> names(String options, String key) {
    Matcher list =
        Pattern.compile("\\b(?:" + key + ")=(\\[[^\\]]*]|[\"'][^\"']*[\"'])").matcher(options);
    return list.find()
        ? new LinkedHashSet<>(
            NAME.matcher(list.group(1)).results().map(MatchResult::group).toList())
        : Set.of();
  }

  private static String written(Set<String> errors, Set<String> warnings, Set<String> silent) {
    Map<String, Object> options = new LinkedHashMap<>();
    if (errors.stream().anyMatch(ALL::contains)) {
      options.put("error", "all");
      Set<String> kept = new LinkedHashSet<>(warnings);
      OF_SELECTION.stream().sorted().forEach(kept::add);
      options.put("warn", kept);
    } else {
      List<String> named = new ArrayList<>(errors);
      named.removeAll(OF_SELECTION);
      if (named.isEmpty()) {
        return "";
      }
      options.put("error", named);
      if (!warnings.isEmpty()) {
        options.put("warn", warnings);
      }
    }
    if (!silent.isEmpty()) {
      options.put("silence", silent);
    }
    try {
      return Converter.json().writeValueAsString(options);
    } catch (JsonProcessingException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
