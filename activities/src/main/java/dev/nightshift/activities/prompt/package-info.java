/** What an agent that thinks is told: who it is, what is wanted, and what is only data. */
package dev.nightshift.activities.prompt;
