-- jobs: every job, how far it has come, and through whom.
--   id             its number
--   organization_id  where
--   organization   its name
--   role           as what
--   stage          how far it has come
--   since          since when
--   applied_on     the day of the application
--   via_id         through whom; empty: cold
--   via            their name
--   link           where it is described
--   note           free text
--   added_on       the day it was added
--   landed_on      the day this offer was taken
create view jobs as
select
  j.id, j.organization_id, o.name as organization, j.role, j.stage,
  (select max(s.step_on) from job_step s where s.job_id = j.id and s.stage = j.stage) as since,
  j.applied_on, j.via_id, c.name as via, j.link, j.note, j.added_on, l.landed_on
from job j
join organization o on o.id = j.organization_id
left join contact c on c.id = j.via_id
left join landing l on l.job_id = j.id;
