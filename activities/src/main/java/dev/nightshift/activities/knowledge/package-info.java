/** What the team wrote down about its failures, and which entry speaks of one. */
package dev.nightshift.activities.knowledge;
