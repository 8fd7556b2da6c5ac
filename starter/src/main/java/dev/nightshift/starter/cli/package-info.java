/** The command line: one class a command, told what it needs by {@link Desk}. */
package dev.nightshift.starter.cli;
