-- followups: every follow-up that nobody has closed; the reader binds the day.
--   id             its number
--   kind           what is owed
--   contact_id     to whom
--   contact        their name
--   reason         why, as a code; rules/because.py makes the sentence
--   reason_on      the day of what it is for
--   body           what I promised
--   due_on         the day it is due
--   shows_on       hidden before
--   closes_on      closes itself on
--   snoozed_until  out of sight until
--   meeting_kind   what kind of meeting it is about
--   meeting_on     the day of that meeting
--   introduction_id  about which introduction
--   introducer     who introduces, or introduced
--   introduced     to whom: the name, or the description
--   lapsed_why     why that introduction ended, or will have ended when the follow-up comes into view
--   job            about which job: its role and organization
create view followups as
select
  f.id, f.kind, f.contact_id, c.name as contact, f.reason, f.reason_on, f.body, f.due_on, f.shows_on, f.closes_on,
  f.snoozed_until, m.kind as meeting_kind, m.day_on as meeting_on, f.introduction_id, s.name as introducer,
  coalesce(p.name, i.description) as introduced,
  case when i.next_state = 'lapsed' then 'no-answer' else i.lapsed_why end as lapsed_why,
  j.role || ', ' || o.name as job
from follow_up f
join contact c on c.id = f.contact_id
left join meeting m on m.id = f.meeting_id
left join introduction i on i.id = f.introduction_id
left join contact s on s.id = i.introducer_id
left join contact p on p.id = i.contact_id
left join job j on j.id = f.job_id
left join organization o on o.id = j.organization_id
where f.closed_on is null;
