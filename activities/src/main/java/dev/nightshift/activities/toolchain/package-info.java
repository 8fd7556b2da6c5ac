/** What was provisioned: the door to {@code toolchain.json}. */
package dev.nightshift.activities.toolchain;
