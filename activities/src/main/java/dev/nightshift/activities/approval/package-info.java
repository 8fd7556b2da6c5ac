/**
 * The starter's word on who decided what: signed where a person is known, checked before a push.
 */
package dev.nightshift.activities.approval;
