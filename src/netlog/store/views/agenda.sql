-- agenda: every meeting with everybody at it, one row each; the reader binds the day and folds the rows of a meeting.
--   id          its number
--   kind        what kind of meeting
--   state       what became of it, as far as told
--   day_on      the day it is planned for, or was held
--   starts_at   local time of day
--   minutes     how long
--   place       where
--   gone_on     the day from which an untold plan counts as cancelled
--   contact_id  who is at it
--   contact     their name
--   seat        their order at the table
create view agenda as
select
  m.id, m.kind, m.state, m.day_on, m.starts_at, m.minutes, m.place, m.gone_on, a.contact_id, c.name as contact,
  a.id as seat
from meeting m
join attendance a on a.meeting_id = m.id
join contact c on c.id = a.contact_id;
