-- stats: every outreach and every request to introduce, and the first days on which something came of it.
--   id             the message's number
--   contact_id     to whom
--   channel        how it travelled
--   template       from which template
--   sent_on        on which day
--   replied_on     they answered: wrote back, agreed to meet, met me, or said yes or no to the introduction asked for
--   met_on         the first cup: with them, or of a request with whom they introduced
--   introduced_on  they named, promised or made an introduction; of a request, the one asked for
-- coalesce(h.state): so that SQLite looks up this contact's meetings, not every one that was held.
create view stats as
select
  m.id, m.contact_id, m.channel, m.template, m.sent_on,
  (select min(a.day_on) from (
    select r.sent_on as day_on from message r
    where r.contact_id = m.contact_id and r.direction = 'received' and r.sent_on >= m.sent_on
    union all
    select s.step_on from introduction_step s
    where s.introduction_id = m.introduction_id and s.state in ('named', 'promised', 'made', 'declined')
      and s.step_on >= m.sent_on
    union all
    select coalesce(h.agreed_on, h.day_on) from attendance t join meeting h on h.id = t.meeting_id
    where m.kind = 'outreach' and t.contact_id = m.contact_id and (h.agreed_on is not null or coalesce(h.state, '') = 'held')
      and coalesce(h.agreed_on, h.day_on) >= m.sent_on
  ) a) as replied_on,
  case m.kind
    when 'request' then (select coalesce(i.met_on, i.reported_on) from introduction i where i.id = m.introduction_id)
    else (select min(h.day_on) from attendance t join meeting h on h.id = t.meeting_id
      where t.contact_id = m.contact_id and coalesce(h.state, '') = 'held' and h.kind <> 'event'
        and h.day_on >= m.sent_on)
  end as met_on,
  (select min(s.step_on) from introduction i join introduction_step s on s.introduction_id = i.id
    where i.introducer_id = m.contact_id and s.state in ('named', 'promised', 'made') and s.step_on >= m.sent_on
      and (m.kind = 'outreach' or i.id = m.introduction_id)) as introduced_on
from message m
where m.direction = 'sent' and m.kind in ('outreach', 'request');
