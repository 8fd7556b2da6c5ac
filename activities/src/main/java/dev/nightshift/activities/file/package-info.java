/**
 * What every folder of ours shares: whole files or none, owner-only modes, and locks that hold
 * between threads and processes alike.
 */
package dev.nightshift.activities.file;
