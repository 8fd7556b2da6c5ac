/** The engines; for now {@code rules}: deterministic fixers, one for each kind of cause. */
package dev.nightshift.activities.agent;
