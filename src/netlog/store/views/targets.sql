-- targets: what the search is after, one line each.
--   id             its number
--   kind           function, industry, title, org or person
--   rank           its place in the order of wishes, from 1
--   name           as written; a person's name as it is now
--   name_key       its identity
--   organization_id  which organization, where it is one
--   contact_id     which person, where it is one
--   added_on       the day it was set
create view targets as
select
  t.id, t.kind, t.rank, coalesce(c.name, t.name) as name, t.name_key, t.organization_id, t.contact_id, t.added_on
from target t
left join contact c on c.id = t.contact_id;
