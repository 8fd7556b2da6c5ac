/** Edits of YAML text that leave every other byte alone, proven by parsing before and after. */
package dev.nightshift.activities.yaml;
