/** The process that runs flows and steps: connection, interceptors, wiring, shutdown. */
package dev.nightshift.worker;
