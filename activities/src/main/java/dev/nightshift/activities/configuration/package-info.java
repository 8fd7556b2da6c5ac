/** {@code nightshift.yml}: what may stand in it, and its reading into {@link Settings}. */
package dev.nightshift.activities.configuration;
