/** Warehouses: a read-only door to production, and sandboxes that cannot reach it. */
package dev.nightshift.activities.warehouse;
