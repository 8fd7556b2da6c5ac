/** The ways in: command line, webhooks, board. */
package dev.nightshift.starter;
