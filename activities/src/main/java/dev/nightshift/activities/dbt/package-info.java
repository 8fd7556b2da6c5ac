/** dbt: a command on a workspace and a sandbox in, what it gave out. */
package dev.nightshift.activities.dbt;
