/** The embedded chat: a file a channel, shown on the board. */
package dev.nightshift.activities.chat;
