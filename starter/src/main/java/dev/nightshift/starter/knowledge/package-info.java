/** What the team wrote down, as Nightshift reads it. */
package dev.nightshift.starter.knowledge;
