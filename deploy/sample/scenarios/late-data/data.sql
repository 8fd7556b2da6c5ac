-- The analytics export has not come for twenty hours; all other tables are fresh.
delete from raw.web_sessions
where _loaded_at > (select max(_loaded_at) - interval 20 hours from raw.web_sessions);
