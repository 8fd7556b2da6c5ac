/** What this machine, Temporal and each project have, and what to do about what is missing. */
package dev.nightshift.starter.doctor;
