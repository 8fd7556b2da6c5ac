/** The team's knowledge in Notion: asked at Notion's pace, kept for a day, read as any page is. */
package dev.nightshift.activities.notion;
