-- The first cold nights: five of the newest returns are of plants that froze on the way.
update raw.returns
set reason = 'frost'
where return_id in (select return_id from raw.returns order by return_id desc limit 5);
