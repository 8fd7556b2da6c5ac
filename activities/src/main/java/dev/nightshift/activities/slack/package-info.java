/** Slack: one thread a run, whose first message always says how it stands; buttons that decide. */
package dev.nightshift.activities.slack;
