/** The one HTTP server of the starter: where it listens, how it answers, how much it takes. */
package dev.nightshift.starter.http;
