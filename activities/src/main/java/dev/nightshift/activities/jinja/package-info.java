/** Jinja as far as dbt's own errors go: tags and blocks, and the slips that can be mended. */
package dev.nightshift.activities.jinja;
