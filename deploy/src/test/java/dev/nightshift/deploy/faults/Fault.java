package dev.nightshift.deploy.faults;

/**
 * Where a worker dies: at one call of one step of one workflow. {@code DURING} is after the step's
 * effect and before its completion is reported, {@code AFTER} once the server has it.
 */
record Fault(String workflow, String step, int call, When when) {

  enum When {
    NEVER,
    BEFORE,
    DURING,
    AFTER
  }

  static Fault never() {
    return new Fault("", "", 0, When.NEVER);
  }

  boolean strikes(String inWorkflow, String type) {
    return when != When.NEVER
        && step.equals(type)
        && (inWorkflow.equals(workflow) || inWorkflow.startsWith(workflow + "/"));
  }

  String written() {
    return String.join("\t", workflow, step, String.valueOf(call), when.name());
  }

  static Fault read(String line) {
    String[] parts = line.split("\t", -1);
    return new Fault(parts[0], parts[1], Integer.parseInt(parts[2]), When.valueOf(parts[3]));
  }

  @Override
  public String toString() {
    return when + " " + step + "#" + call;
  }
}
