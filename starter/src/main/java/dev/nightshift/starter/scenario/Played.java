package dev.nightshift.starter.scenario;

import dev.nightshift.workflows.remediation.RemediationOutcome;
import java.util.Map;

/**
 * A night that was played: {@code outcome} null where its flow failed; {@code patch} what was
 * published, empty where nothing was; {@code edits} the files that it changed, as they are after.
 */
record Played(Told told, RemediationOutcome outcome, String patch, Map<String, String> edits) {}
