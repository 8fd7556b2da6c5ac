/** The blob store: what is large or private, by its content's hash. */
package dev.nightshift.activities.blob;
