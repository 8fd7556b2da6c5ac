/**
 * The sample's bad nights, gone through whole, and compared with what a good engineer would say.
 */
package dev.nightshift.starter.scenario;
