/** How long changed models take to get their tests. */
package dev.nightshift.bench.tests;
