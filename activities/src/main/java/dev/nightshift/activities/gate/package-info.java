/** What may be published: small rules over the files, manifests and results of a patch. */
package dev.nightshift.activities.gate;
