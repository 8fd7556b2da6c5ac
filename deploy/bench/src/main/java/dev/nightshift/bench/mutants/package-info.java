/** Models that are wrong in one place, and whether a test sees it. */
package dev.nightshift.bench.mutants;
