/** Tools that others serve, by the Model Context Protocol. */
package dev.nightshift.activities.served;
