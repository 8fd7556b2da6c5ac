package dev.nightshift.activities.codehost;

import dev.nightshift.activities.file.WholeFile;
import dev.nightshift.workflows.durable.Converter;
import dev.nightshift.workflows.durable.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Numbered values, a JSON file each: {@code N.json}. Who writes holds the repository's lock. */
record Shelf<T>(Path folder, Class<T> type) {
  private static final Pattern NUMBERED = Pattern.compile("([1-9][0-9]{0,8})\\.json");

  /** In the order of their numbers. */
  List<T> all() {
    List<T> values = new ArrayList<>();
    for (int number : numbers()) {
      read(number).ifPresent(values::add);
    }
    return values;
  }

  Optional<T> read(int number) {
    Path file = file(number);
    try {
      return Files.exists(file)
          ? Optional.of(Converter.json().readValue(file.toFile(), type))
          : Optional.empty();
    } catch (IOException e) {
      throw ErrorKind.UNREADABLE.failure(
          file + " is not what we wrote there: " + e.getMessage() + "; repair or remove it", e);
    }
  }

  int next() {
    return numbers().stream().mapToInt(Integer::intValue).max().orElse(0) + 1;
  }

  void write(int number, T value) {
    try {
      WholeFile.write(
          file(number), Converter.json().writerWithDefaultPrettyPrinter().writeValueAsBytes(value));
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure(file(number) + " cannot be written: " + e, e);
    }
  }

  void remove(int number) {
    try {
      Files.deleteIfExists(file(number));
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure(file(number) + " cannot be removed: " + e, e);
    }
  }

  private Path file(int number) {
    return folder.resolve(number + ".json");
  }

  private List<Integer> numbers() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> NUMBERED.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .map(match -> Integer.valueOf(match.group(1)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw ErrorKind.UNAVAILABLE.failure(folder + " cannot be read: " + e, e);
    }
  }
}
