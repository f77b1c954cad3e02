-- pipeline: everybody in play, and the first days on which they were at each stage; the reader binds the day.
--   id             its number
--   name           full name
--   stage          where the contact stands
--   next_stage     the stage that time alone will bring
--   next_stage_on  from which day
--   added_on       the day it was added
--   known_since    since when we know each other; may be partial
--   asked_on       first written to, or asked or promised to be introduced to
--   connected_on   first heard from, introduced or met at an event
--   scheduled_on   first agreed to meet
--   met_on         the first cup
--   thanked_on     thanked, the first time after the first cup
--   advocate_on    the first introduction made or referral given
--   approach_on    last written to first, or asked or promised to be introduced to
--   plan_on        when the last plan was agreed that nobody called off
--   quiet_on       the last no, no-show or introduction that came to nothing
create view pipeline as
with
  sent as (
    select contact_id, min(sent_on) as first_on, max(case when kind = 'outreach' then sent_on end) as outreach_on
    from message where direction = 'sent' group by contact_id
  ),
  received as (
    select contact_id, min(sent_on) as first_on, max(case when answer = 'no' then sent_on end) as no_on
    from message where direction = 'received' group by contact_id
  ),
  brought as (
    select contact_id, min(coalesce(asked_on, promised_on)) as asked_on, min(made_on) as made_on,
      max(closed_on) as closed_on, max(coalesce(promised_on, asked_on)) as approach_on
    from introduction where contact_id is not null group by contact_id
  ),
  brings as (
    select introducer_id, min(coalesce(made_on, met_on, reported_on)) as first_on
    from introduction where coalesce(made_on, met_on, reported_on) is not null group by introducer_id
  ),
  refers as (
    select j.via_id, min(s.step_on) as first_on
    from job j join job_step s on s.job_id = j.id
    where j.via_id is not null and s.stage <> 'interested' group by j.via_id
  ),
  meets as (
    select a.contact_id, min(m.agreed_on) as agreed_on,
      min(case when m.state = 'held' and m.kind <> 'event' then m.day_on end) as cup_on,
      min(case when m.state = 'held' then m.day_on end) as held_on,
      max(case when m.state = 'planned' then m.agreed_on end) as plan_on,
      max(case when m.state = 'no-show' then m.told_on end) as missed_on
    from meeting m join attendance a on a.meeting_id = m.id group by a.contact_id
  ),
  thanks as (
    select t.contact_id, min(t.sent_on) as first_on
    from message t join meets c on c.contact_id = t.contact_id
    where t.kind = 'thank-you' and t.direction = 'sent' and t.sent_on >= c.cup_on group by t.contact_id
  ),
  ends as (
    select contact_id, max(day_on) as last_on from (
      select contact_id, no_on as day_on from received
      union all select contact_id, closed_on from brought
      union all select contact_id, missed_on from meets
    ) e group by contact_id
  ),
  starts as (
    select contact_id, min(day_on) as first_on from (
      select contact_id, first_on as day_on from received
      union all select contact_id, made_on from brought
      union all select contact_id, agreed_on from meets
      union all select contact_id, held_on from meets
    ) s group by contact_id
  ),
  asks as (
    select contact_id, min(day_on) as first_on, max(last_on) as last_on from (
      select contact_id, first_on as day_on, outreach_on as last_on from sent
      union all select contact_id, asked_on, approach_on from brought
    ) a group by contact_id
  ),
  helps as (
    select contact_id, min(day_on) as first_on from (
      select introducer_id as contact_id, first_on as day_on from brings
      union all select via_id, first_on from refers
    ) h group by contact_id
  )
select
  c.id, c.name, c.stage, c.next_stage, c.next_stage_on, c.added_on, c.known_since, asks.first_on as asked_on,
  starts.first_on as connected_on, coalesce(meets.agreed_on, meets.cup_on) as scheduled_on, meets.cup_on as met_on,
  coalesce(thanks.first_on, case when c.stage = 'thanked' then meets.cup_on end) as thanked_on,
  helps.first_on as advocate_on, asks.last_on as approach_on, meets.plan_on,
  ends.last_on as quiet_on
from contact c
left join asks on asks.contact_id = c.id
left join starts on starts.contact_id = c.id
left join meets on meets.contact_id = c.id
left join thanks on thanks.contact_id = c.id
left join helps on helps.contact_id = c.id
left join ends on ends.contact_id = c.id
where c.in_play = 1;
