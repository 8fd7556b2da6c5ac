/** Webhooks: what they cost beside a bare start, and what holds when far too many come. */
package dev.nightshift.bench.webhook;
