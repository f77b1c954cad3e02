-- cups: one contact in one held meeting other than an event.
--   meeting_id  in which meeting
--   contact_id  who
--   contact     their name
--   kind        what kind of meeting
--   day_on      on which day
-- coalesce(c.is_me): the index of is_me holds everybody but me as null, and SQLite would walk it.
create view cups as
select m.id as meeting_id, a.contact_id, c.name as contact, m.kind, m.day_on
from meeting m
join attendance a on a.meeting_id = m.id
join contact c on c.id = a.contact_id
where m.state = 'held' and m.kind <> 'event' and coalesce(c.is_me, 0) = 0;
