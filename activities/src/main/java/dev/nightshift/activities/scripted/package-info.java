/**
 * A model on loopback that plays back a script, for tests and whoever runs the whole: it speaks
 * three APIs, and refuses what each of them refuses.
 */
package dev.nightshift.activities.scripted;
