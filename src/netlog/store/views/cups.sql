-- cups: one contact in one held meeting other than an event.
--   meeting_id  in which meeting
--   contact_id  who
--   contact     their name
--   kind        what kind of meeting
--   day_on      on which day
-- coalesce(m.state): nearly every meeting was held, and a walk through them is quicker than one along an index. A left
-- join, so that whoever does not ask for the name does not pay for looking it up.
create view cups as
select m.id as meeting_id, a.contact_id, c.name as contact, m.kind, m.day_on
from meeting m
join attendance a on a.meeting_id = m.id
left join contact c on c.id = a.contact_id
where coalesce(m.state, '') = 'held' and m.kind <> 'event'
  and a.contact_id not in (select id from contact where is_me = 1);
