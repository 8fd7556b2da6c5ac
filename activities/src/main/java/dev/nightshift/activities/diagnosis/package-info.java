/** Why nodes failed: facts gathered once, then small rules, each failing node in one cause. */
package dev.nightshift.activities.diagnosis;
