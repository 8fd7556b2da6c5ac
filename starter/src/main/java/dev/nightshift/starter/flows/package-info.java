/** The starter's view of the flows in Temporal: start, list, look, decide, cancel. */
package dev.nightshift.starter.flows;
