/** What people write by hand, and what they meant: patterns of paths, words mistyped. */
package dev.nightshift.activities.words;
