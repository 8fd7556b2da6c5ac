package dev.nightshift.activities.model;

import dev.nightshift.workflows.ports.Models.Stop;

/** A whole answer: what was said, and why it ended. */
record Answer(Round round, Stop stop) {}
