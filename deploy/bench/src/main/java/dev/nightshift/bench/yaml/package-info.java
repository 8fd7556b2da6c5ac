/** Edits of properties files that people wrote, judged by dbt's own parser. */
package dev.nightshift.bench.yaml;
