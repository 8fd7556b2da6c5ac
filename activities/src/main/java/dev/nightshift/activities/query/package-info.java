/** What a compiled query says of the columns and rows that it makes; nothing is asked of data. */
package dev.nightshift.activities.query;
