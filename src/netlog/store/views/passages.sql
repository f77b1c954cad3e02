-- passages: every day that may have brought somebody from one stage to another.
--   contact_id  who
--   what        outreach, thank-you or sent (another message), reply or no; asked, promised, made or ended (an
--               introduction to them), helped (one of theirs made, a referral); agreed, planned (agreed, and still to come
--               or untold), held, cup or missed
--   day_on      on which day
-- A row for each thing that happened and no grouping: the reader folds them in half the time that SQLite's min() and
-- max() of a dozen columns take over 10,000 meetings. coalesce(m.state): nearly every meeting was held, and a walk
-- through them is quicker than one along an index.
create view passages as
select contact_id,
  case
    when direction = 'received' and answer = 'no' then 'no'
    when direction = 'received' then 'reply'
    when kind in ('outreach', 'thank-you') then kind
    else 'sent'
  end as what,
  sent_on as day_on
from message
union all
select contact_id, 'asked', asked_on from introduction where contact_id is not null and asked_on is not null
union all
select contact_id, 'promised', promised_on from introduction where contact_id is not null and promised_on is not null
union all
select contact_id, 'made', made_on from introduction where contact_id is not null and made_on is not null
union all
select contact_id, 'ended', closed_on from introduction where contact_id is not null and closed_on is not null
union all
select introducer_id, 'helped', coalesce(made_on, met_on, reported_on)
from introduction where coalesce(made_on, met_on, reported_on) is not null
union all
select j.via_id, 'helped', s.step_on
from job_step s join job j on j.id = s.job_id where j.via_id is not null and s.stage <> 'interested'
union all
select a.contact_id, case m.state when 'planned' then 'planned' else 'agreed' end, m.agreed_on
from meeting m join attendance a on a.meeting_id = m.id where m.agreed_on is not null
union all
select a.contact_id, case m.kind when 'event' then 'held' else 'cup' end, m.day_on
from meeting m join attendance a on a.meeting_id = m.id where coalesce(m.state, '') = 'held'
union all
select a.contact_id, 'missed', m.told_on
from meeting m join attendance a on a.meeting_id = m.id where m.state = 'no-show';
