/** The one way out by HTTP: how clients are built, and what an answer that is a no means. */
package dev.nightshift.activities.http;
