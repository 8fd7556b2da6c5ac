package dev.nightshift.activities.inference;

/**
 * Sees one kind of thing in a model, and says for which tests it speaks; what that weighs it does
 * not know.
 */
interface Rule {
  void look(Subject subject, Findings findings);
}
