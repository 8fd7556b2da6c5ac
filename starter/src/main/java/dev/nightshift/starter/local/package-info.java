/**
 * A whole night on one machine: server, worker and starter as three processes ({@code up}), and the
 * same on a throwaway sample with one broken run ({@code demo}).
 */
package dev.nightshift.starter.local;
