package dev.nightshift.activities.diagnosis;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What names and types of columns say by themselves. */
final class Names {
  private static final Pattern LOAD_METADATA =
      Pattern.compile(
          "_.*|.*(loaded|ingested|synced|inserted|extracted|received|imported|delivered)_?(at|on|date|time|ts|timestamp)"
              + "|(etl|load|batch|ingest|sync|import|file|dlt|meta|airbyte|fivetran|stitch)_.*|.*_(batch|batch_id|file_?name|load_id)|row_?number|rn");

  private Names() {}

  /** Written by the loader, not by the system that the row is from. */
  static boolean loadMetadata(String column, String loadedAtField) {
    return column.equalsIgnoreCase(loadedAtField)
        || LOAD_METADATA.matcher(column.toLowerCase(Locale.ROOT)).matches();
  }

  /** One could be a new name of the other. */
  static boolean akin(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    String shorter = bare(a).length() <= bare(b).length() ? bare(a) : bare(b);
    String longer = shorter.equals(bare(a)) ? bare(b) : bare(a);
    if (shorter.length() >= 4 && longer.contains(shorter)) {
      return true;
    }
    Set<String> shared = new HashSet<>(List.of(a.split("[_\\W]+")));
    shared.retainAll(List.of(b.split("[_\\W]+")));
    shared.removeIf(word -> word.length() < 3);
    return !shared.isEmpty() || near(a, b);
  }

  /** A slip of the pen apart. */
  static boolean near(String one, String other) {
    int allowed = Math.min(one.length(), other.length()) <= 4 ? 1 : 2;
    return distance(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT)) <= allowed;
  }

  static String family(String type) {
    String text = type.toLowerCase(Locale.ROOT);
    if (text.matches(".*(\\[\\]|list|array|struct|map|json|variant|record|super|object).*")) {
      return "nested";
    }
    if (text.matches(".*(int|dec|num|double|float|real|money|fixed).*")) {
      return "number";
    }
    if (text.matches(".*(date|time|interval).*")) {
      return "time";
    }
    if (text.matches(".*bool.*|bit")) {
      return "truth";
    }
    return text.matches(".*(char|text|string|uuid|enum|clob).*") ? "text" : text;
  }

  /** Unknown agrees with everything. */
  static boolean sameFamily(String one, String other) {
    return one.isEmpty() || other.isEmpty() || family(one).equals(family(other));
  }

  private static String bare(String name) {
    return name.replace("_", "");
  }

  private static int distance(String one, String other) {
    int[] row = new int[other.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
