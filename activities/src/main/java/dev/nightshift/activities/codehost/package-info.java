/**
 * The local code host: bare repositories, with pull requests and issues as files beside them. What
 * is published is checked here a last time, whatever the flow says.
 */
package dev.nightshift.activities.codehost;
