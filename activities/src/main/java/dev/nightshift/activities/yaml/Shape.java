package dev.nightshift.activities.yaml;

import java.util.Set;

/** What a file of dbt's holds: its keys, and how far a reading is from it. */
interface Shape {
  static Shape of(String path) {
    return path.endsWith("dbt_project.yml") ? new ProjectShape() : new PropertyShape();
  }

  /** By which a line may be known to have lost its colon. */
  Set<String> keys();

  int faults(Object parsed);
}
