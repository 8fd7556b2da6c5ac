/** The board: what people look at in a browser on the same machine, and decide on. */
package dev.nightshift.starter.board;
