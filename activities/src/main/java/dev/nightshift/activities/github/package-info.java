/** GitHub: who we are there, what it is asked and told, and what its refusals mean for a person. */
package dev.nightshift.activities.github;
