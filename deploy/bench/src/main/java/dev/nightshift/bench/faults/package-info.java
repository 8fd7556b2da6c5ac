/**
 * The boundary walk: for a flow, a worker is killed before, during and after each of its steps in
 * turn, on a real server, and what is left on the other side is counted.
 */
package dev.nightshift.bench.faults;
