/** The tests that models lack, planned by what the data says, written and judged. */
package dev.nightshift.activities.tests;
