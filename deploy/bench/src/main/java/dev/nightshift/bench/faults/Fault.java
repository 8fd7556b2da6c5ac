package dev.nightshift.bench.faults;

import dev.nightshift.bench.faults.Boundary.When;

/** What is to happen in a worker, and to which flow. */
record Fault(String flow, Boundary boundary) {
  boolean strikes(String workflow, String step) {
    return workflow.equals(flow + boundary.place()) && step.equals(boundary.step());
  }

  String written() {
    return String.join(
        "\t",
        flow,
        boundary.place(),
        boundary.step(),
        String.valueOf(boundary.call()),
        boundary.when().name());
  }

  static Fault read(String line) {
    String[] parts = line.split("\t", -1);
    return new Fault(
        parts[0],
        new Boundary(parts[1], parts[2], Integer.parseInt(parts[3]), When.valueOf(parts[4])));
  }
}
