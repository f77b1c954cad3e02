-- journey: who led to whom: every introduction that was at least named or promised; the reader binds the day.
--   id             the introduction's number
--   from_id        who introduces
--   to_id          to whom
--   kind           how far it has come
--   next_state     the state that time alone brings
--   next_state_on  from which day
--   on_day         the day it came so far
--   rank           0 where it became a cup, 1 made, 2 named or promised, 3 ended
create view journey as
select
  i.id, i.introducer_id as from_id, i.contact_id as to_id, i.state as kind, i.next_state, i.next_state_on,
  case i.state
    when 'named' then i.named_on
    when 'promised' then i.promised_on
    when 'made' then i.made_on
    when 'met' then i.met_on
    when 'reported' then coalesce(i.met_on, i.reported_on)
    else i.closed_on
  end as on_day,
  case i.state
    when 'reported' then 0
    when 'met' then 0
    when 'made' then 1
    when 'named' then 2
    when 'promised' then 2
    else 3
  end as rank
from introduction i
where i.contact_id is not null and i.state not in ('wanted', 'asked')
  and coalesce(i.named_on, i.promised_on, i.made_on, i.met_on, i.reported_on) is not null;
