/**
 * What stands between a cage and us: a folder with a socket and scripts of ours in it, and the
 * Python that runs them inside.
 */
package dev.nightshift.activities.door;
