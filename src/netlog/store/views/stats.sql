-- stats: every outreach and every request to introduce, and the first days on which something came of it.
--   id             the message's number
--   contact_id     to whom
--   channel        how it travelled
--   template       from which template
--   sent_on        on which day
--   replied_on     they wrote back
--   met_on         the first cup with them
--   introduced_on  they named, promised or made an introduction
-- coalesce(h.state): so that SQLite looks up this contact's meetings, not every one that was held.
create view stats as
select
  m.id, m.contact_id, m.channel, m.template, m.sent_on,
  (select min(r.sent_on) from message r
    where r.contact_id = m.contact_id and r.direction = 'received' and r.sent_on >= m.sent_on) as replied_on,
  (select min(h.day_on) from attendance a join meeting h on h.id = a.meeting_id
    where a.contact_id = m.contact_id and coalesce(h.state, '') = 'held' and h.kind <> 'event' and h.day_on >= m.sent_on) as met_on,
  (select min(s.step_on) from introduction i join introduction_step s on s.introduction_id = i.id
    where i.introducer_id = m.contact_id and s.state in ('named', 'promised', 'made')
      and s.step_on >= m.sent_on) as introduced_on
from message m
where m.direction = 'sent' and m.kind in ('outreach', 'request');
