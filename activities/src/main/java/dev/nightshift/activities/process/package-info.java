/** The process runner and the cage: argv in, exit code and output by reference out. */
package dev.nightshift.activities.process;
