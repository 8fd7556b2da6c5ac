/** The door to the project's ledger, which is a workflow: Temporal is the store. */
package dev.nightshift.activities.ledger;
