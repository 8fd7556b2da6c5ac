/** A Temporal for machines without one: the SDK's in-memory server, as a process of its own. */
package dev.nightshift.starter.memory;
