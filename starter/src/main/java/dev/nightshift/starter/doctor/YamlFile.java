package dev.nightshift.starter.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A YAML file of somebody else's, read for a few of its words. */
record YamlFile(Map<?, ?> root) {
  static YamlFile read(Path file) {
    try {
      Object root =
          new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build())
              .loadFromString(Files.readString(file));
      if (root instanceof Map<?, ?> map) {
        return new YamlFile(map);
      }
      throw new IllegalArgumentException("it is not a mapping");
    } catch (IOException absent) {
      throw new IllegalArgumentException("it is not there", absent);
    } catch (YamlEngineException broken) {
      throw new IllegalArgumentException(
          "it is not YAML: " + broken.getMessage().lines().findFirst().orElse(""), broken);
    }
  }

  String text(String key) {
    return root.get(key) instanceof String text ? text.strip() : "";
  }

  /** One text or a list of them. */
  List<String> texts(String key) {
    Object value = root.get(key);
    if (value instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return value == null ? List.of() : List.of(String.valueOf(value));
  }

  Map<?, ?> map(String key) {
    return root.get(key) instanceof Map<?, ?> map ? map : Map.of();
  }
}
