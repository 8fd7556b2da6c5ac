/** What dbt left behind: run results and manifest, read leniently and told in short. */
package dev.nightshift.activities.artifacts;
