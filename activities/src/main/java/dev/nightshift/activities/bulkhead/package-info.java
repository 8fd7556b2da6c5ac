/** Keeps what one judgement breaks at from all the others. */
package dev.nightshift.activities.bulkhead;
