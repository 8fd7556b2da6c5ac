/** The one way out of a cage: to named hosts, and to no other. */
package dev.nightshift.activities.outlet;
