/** Who an agent is, as a team's files say it or as we do where they do not. */
package dev.nightshift.activities.agents;
