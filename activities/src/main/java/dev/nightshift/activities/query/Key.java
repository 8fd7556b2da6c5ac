package dev.nightshift.activities.query;

import dev.nightshift.activities.query.QueryFacts.How;
import dev.nightshift.activities.query.QueryFacts.Span;
import java.util.Set;

/** Columns that a select reads, by which each row is one. */
record Key(Set<Ref> columns, How how, Span span) {}
