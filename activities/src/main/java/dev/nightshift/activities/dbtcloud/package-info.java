/** dbt Cloud's Admin API, version 2: its runs, and what they left. */
package dev.nightshift.activities.dbtcloud;
