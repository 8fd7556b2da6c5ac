/** How well the tests that models lack are inferred, on projects that have them. */
package dev.nightshift.bench.inference;
