/** Model SQL as people write it, Jinja inside: its tokens, its shape, and edits by offsets. */
package dev.nightshift.activities.sql;
