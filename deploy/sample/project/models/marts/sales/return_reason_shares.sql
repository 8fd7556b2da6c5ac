with reasons as (

    select * from {{ ref('returns_by_reason', v=1) }}

)

select
    return_reason,
    returned,
    refunded,
    returned / sum(returned) over () as share_of_returns
from reasons
