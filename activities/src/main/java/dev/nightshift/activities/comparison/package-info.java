/** What a run in a sandbox does to data, beside production as it is. */
package dev.nightshift.activities.comparison;
