-- EXPECT: column window: column of raw.events.window; as from
-- EXPECT: column limit: column of raw.events.limit; as from
-- EXPECT: column check: column of raw.events.check; as from
-- EXPECT: column year: column of raw.events.year; as from
-- EXPECT: column month: column of raw.events.month; always
-- EXPECT: column day: column of raw.events.day; as from
-- EXPECT: column hour: function coalesce from raw.events.hour; always
-- EXPECT: column at: function date_trunc from raw.events.at; unknown
with int as (select * from raw.events),
limit as (select int.window, int.limit, int.check, int.year, int.month, int.day, int.hour, int.at from int),
final as (select window, limit.limit, check, year, month, day, coalesce(hour, 0) as hour, date_trunc(day, at) as at
    from limit where month = 7)
select * from final
