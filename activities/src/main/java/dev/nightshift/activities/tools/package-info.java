/**
 * What an agent may do. One implementation, one name, one schema each, whatever the engine; what
 * may not be is refused at once, with the reason.
 */
package dev.nightshift.activities.tools;
