package dev.nightshift.workflows.remediation;

import dev.nightshift.workflows.durable.Options;
import dev.nightshift.workflows.ports.Artifacts;
import dev.nightshift.workflows.ports.Briefings;
import dev.nightshift.workflows.ports.Chat;
import dev.nightshift.workflows.ports.Claims;
import dev.nightshift.workflows.ports.CodeHost;
import dev.nightshift.workflows.ports.Comparisons;
import dev.nightshift.workflows.ports.Dbt;
import dev.nightshift.workflows.ports.Diagnosis;
import dev.nightshift.workflows.ports.Gate;
import dev.nightshift.workflows.ports.Knowledge;
import dev.nightshift.workflows.ports.Reports;
import dev.nightshift.workflows.ports.Roles;
import dev.nightshift.workflows.ports.Runs;
import dev.nightshift.workflows.ports.Sandboxes;
import dev.nightshift.workflows.ports.Workspaces;
import dev.nightshift.workflows.values.Pace;
import io.temporal.workflow.Workflow;

/** The world as a remediation sees it, each port with the options of its kind. */
final class Ports {
  final Runs runs;
  final Artifacts artifacts;
  final Workspaces workspaces;
  final Knowledge knowledge;
  final Diagnosis diagnosis;
  final Briefings briefings;
  final Roles roles;
  final Gate gate;
  final Sandboxes sandboxes;
  final Dbt dbt;
  final Comparisons comparisons;
  final Claims claims;
  final CodeHost codeHost;
  final Reports reports;
  final Chat chat;

  Ports(Pace pace) {
    var reading = Options.reading(pace);
    runs = Workflow.newActivityStub(Runs.class, reading);
    artifacts = Workflow.newActivityStub(Artifacts.class, reading);
    workspaces = Workflow.newActivityStub(Workspaces.class, reading);
    knowledge = Workflow.newActivityStub(Knowledge.class, reading);
    diagnosis = Workflow.newActivityStub(Diagnosis.class, reading);
    briefings = Workflow.newActivityStub(Briefings.class, reading);
    roles = Workflow.newActivityStub(Roles.class, reading);
    gate = Workflow.newActivityStub(Gate.class, reading);
    comparisons = Workflow.newActivityStub(Comparisons.class, reading);
    sandboxes = Workflow.newActivityStub(Sandboxes.class, Options.dbt(pace));
    dbt = Workflow.newActivityStub(Dbt.class, Options.dbt(pace));
    var publishing = Options.publishing(pace);
    claims = Workflow.newActivityStub(Claims.class, publishing);
    codeHost = Workflow.newActivityStub(CodeHost.class, publishing);
    reports = Workflow.newActivityStub(Reports.class, publishing);
    chat = Workflow.newActivityStub(Chat.class, publishing);
  }
}
