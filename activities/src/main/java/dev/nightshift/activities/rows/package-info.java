/** Rows of production that a diagnosis looked at, and what of them may be shown where. */
package dev.nightshift.activities.rows;
