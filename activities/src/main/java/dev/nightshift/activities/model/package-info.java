/** Models that are asked by their API, in turns: each paid once, on a leash, and counted. */
package dev.nightshift.activities.model;
