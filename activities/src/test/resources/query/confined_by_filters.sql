-- EXPECT: column status: column of raw.t.status; always; texts paid | sent
-- EXPECT: column kind: column of raw.t.kind; always; texts web
-- EXPECT: column code: column of raw.t.code; always
select status, kind, code from raw.t
where status in ('paid', 'sent') and kind = 'web' and code in ('a', other)
