-- affiliations: who is, or was, at which organization.
--   id             its number
--   contact_id     who
--   organization_id  where
--   organization   the organization's name
--   name_key       its identity, to sort by
--   kind           as what: company for a job there, school for studies ...
--   role           role or degree
--   unit           school of a university, department, chapter
--   start_on       from; may be partial
--   end_on         to, or the class year; may be partial
--   ended          1 where they left, even if the day is unknown
create view affiliations as
select
  a.id, a.contact_id, a.organization_id, o.name as organization, o.name_key, a.kind, a.role, a.unit, a.start_on,
  a.end_on, a.ended
from affiliation a
join organization o on o.id = a.organization_id;
