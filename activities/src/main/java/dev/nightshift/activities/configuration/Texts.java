package dev.nightshift.activities.configuration;

import dev.nightshift.activities.configuration.Shape.Text;
import java.util.regex.Pattern;

/** Texts that stand at several places of {@code nightshift.yml}. */
final class Texts {
  static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");

  /** In capitals, which no key of a model is. */
  static final Pattern SECRET_NAME = Pattern.compile("[A-Z_][A-Z0-9_]{0,127}");

  static final Text WORDS = new Text(Pattern.compile("\\S(.{0,198}\\S)?"), "a short text");

  /** Names become parts of ids, branches and URLs. */
  static final Text NAME =
      new Text(
          Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}"),
          "a name of letters, digits, dots, dashes and underscores");

  /** Without encryption only on this machine; a secret in it would end up in logs. */
  static final Text ADDRESS =
      new Text(
          Pattern.compile(
              "(https://|http://(127\\.0\\.0\\.1|localhost)(?=[:/]|$))[^\\s@?#]{0,200}[^\\s@?#/]"),
          "an address such as https://host.example.com, without a name or a password in it");

  private Texts() {}
}
