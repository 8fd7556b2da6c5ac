/** The tests that changed models lack, told and written in a checkout. */
package dev.nightshift.starter.tests;
