-- EXPECT: column total: expression from raw.t.price, raw.t.tax; unknown
-- EXPECT: column double: expression; unknown
-- EXPECT: column email: function lower from raw.t.email; unknown
-- EXPECT: column long: expression from raw.t.email; unknown
select price + tax as total, total * 2 as double, lower(email) as email, email like '%.org' as long
from raw.t
