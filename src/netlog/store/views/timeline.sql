-- timeline: what happened with a contact and what was noted; the reader binds the day.
--   contact_id     with whom, or about whom
--   day_on         on which day
--   seq            told by which command, for the order within a day
--   entry          meeting, message or note
--   id             its number among those
--   kind           what kind of meeting or message
--   state          what became of a meeting; sent or received for a message
--   gone_on        the day from which an untold plan counts as cancelled
--   minutes        how long a meeting was
--   place          where it was
--   channel        how a message travelled
--   answer         what a reply said
--   learned        what I learned about the job
--   landed         how they landed it
--   advice         their advice
--   body           the words of a message or note
--   private        1 for a private note
create view timeline as
select
  t.contact_id, m.day_on, m.seq, 'meeting' as entry, m.id, m.kind, m.state, m.gone_on, m.minutes, m.place,
  null as channel, null as answer, m.learned, m.landed, m.advice, null as body, 0 as private
from meeting m
join attendance t on t.meeting_id = m.id
union all
select
  g.contact_id, g.sent_on, g.seq, 'message', g.id, g.kind, g.direction, null, null, null,
  g.channel, g.answer, null, null, null, g.body, 0
from message g
union all
select
  n.contact_id, n.written_on, 0, 'note', n.id, null, null, null, null, null,
  null, null, null, null, null, n.body, n.private
from note n;
