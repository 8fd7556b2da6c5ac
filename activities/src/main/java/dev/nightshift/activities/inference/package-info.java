/** Which tests a model should have, by its SQL, its neighbours and the team's habits. */
package dev.nightshift.activities.inference;
