/** What an edit of a text is made of: splices at offsets, and what became of them. */
package dev.nightshift.activities.edit;
