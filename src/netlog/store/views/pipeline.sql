-- pipeline: everybody in play, and where they stand; since when, the view `passages` tells.
--   id             its number
--   name           full name
--   stage          where the contact stands
--   next_stage     the stage that time alone brings, or has brought
--   next_stage_on  from which day
--   added_on       the day it was added
--   known_since    since when we know each other; may be partial
create view pipeline as
select c.id, c.name, c.stage, c.next_stage, c.next_stage_on, c.added_on, c.known_since
from contact c
where c.in_play = 1;
