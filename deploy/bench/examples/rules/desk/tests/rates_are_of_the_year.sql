select * from {{ ref('rates') }} where year <> {{ var('rate_year') }}
