/** Seeds as text: their rows, and a row more, proven by reading before and after. */
package dev.nightshift.activities.csv;
