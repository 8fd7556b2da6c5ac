/** The command line's look at a project's agents. */
package dev.nightshift.starter.agents;
