-- contacts: everybody, and where they stand; the reader binds the day.
--   id             its number
--   uid            identity across machines and exports
--   name           full name
--   name_key       the name folded, to sort by
--   nickname       counts as a name
--   title          present job title
--   organization_id  the present employer
--   organization   its name
--   function       job function
--   function_inferred  1 where netlog read the function from the title
--   industry       industry
--   city           where they live or work
--   how_met        how we met, in words
--   origin         how the contact came into netlog
--   added_on       the day it was added
--   known          1 where we knew each other before netlog
--   known_since    since when; may be partial
--   is_me          1 for me, else empty
--   rest_on        left alone since
--   keep_on        the day keeping in touch was asked for
--   stage          where the contact stands
--   next_stage     the stage that time alone brings, or has brought
--   next_stage_on  from which day
--   in_play        1 where something is going on, or it was entered by hand
--   last_met_on    the last meeting held
--   next_due_on    the earliest day something is owed
create view contacts as
select
  c.id, c.uid, c.name, c.name_key, c.nickname, c.title, c.organization_id, o.name as organization, c.function,
  case when c.function_from = 'title' then 1 else 0 end as function_inferred, c.industry, c.city, c.how_met, c.origin,
  c.added_on, c.known, c.known_since, c.is_me, c.rest_on, c.keep_on, c.stage, c.next_stage, c.next_stage_on, c.in_play,
  c.last_met_on, c.next_due_on
from contact c
left join organization o on o.id = c.organization_id;
