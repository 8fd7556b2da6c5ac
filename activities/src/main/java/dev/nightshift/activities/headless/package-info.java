/**
 * Command-line agents as engines: the real Claude Code and Codex, and any that speaks the Agent
 * Client Protocol, headless, in the cage, with no key and no network inside.
 */
package dev.nightshift.activities.headless;
