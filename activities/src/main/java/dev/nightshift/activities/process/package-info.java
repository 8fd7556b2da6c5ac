/**
 * The one process runner ({@link dev.nightshift.activities.process.Processes}) and the cage ({@link
 * dev.nightshift.activities.process.Cage}): argv in, exit code and output out, nothing left behind.
 */
package dev.nightshift.activities.process;
