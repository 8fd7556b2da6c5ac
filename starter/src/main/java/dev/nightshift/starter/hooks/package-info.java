/** What other systems tell us: verified, turned into a request, started, and only then answered. */
package dev.nightshift.starter.hooks;
