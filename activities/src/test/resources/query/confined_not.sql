-- EXPECT: column status: column of raw.t.status; always
-- EXPECT: column kind: column of raw.t.kind; as from
select status, kind from raw.t where status not in ('paid') and (kind = 'web' or n = 1)
