/** Issues in Linear, which are only read. */
package dev.nightshift.activities.linear;
