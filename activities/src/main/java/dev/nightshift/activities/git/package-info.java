/**
 * The project's code: mirrors of repositories, folders made from base and patch, patches made from
 * folders, and our own branches. Files are written and compared by us, never by Git's checkout, so
 * that no hook, filter or attribute of a repository ever runs.
 */
package dev.nightshift.activities.git;
