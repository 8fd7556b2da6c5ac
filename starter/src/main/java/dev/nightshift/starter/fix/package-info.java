/** From a folder of artifacts to the request that looks after the run. */
package dev.nightshift.starter.fix;
