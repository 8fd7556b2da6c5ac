-- EXPECT: column id: column from raw.web.id, raw.app.id; unknown
-- EXPECT: column src: literal; always; texts web | app
-- EXPECT: rows of nobody, several
-- EXPECT: no grain
-- EXPECT: no passes
select id, 'web' as src from raw.web union all select id, 'app' from raw.app
