/** What a turn of a model costs beyond the model. */
package dev.nightshift.bench.turns;
