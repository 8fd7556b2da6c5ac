/** What a person reads in the morning: the report, and a pull request's words. */
package dev.nightshift.activities.report;
