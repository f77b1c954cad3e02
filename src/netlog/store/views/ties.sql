-- ties: who is known to know whom, as the ranking reads it; a pair has a row for each thing that tells it.
--   a_id      one of them, the smaller number
--   b_id      the other
--   source    how it is known: linkedin, meeting, told ...; introduction where one gave the other's name, or more
--   since_on  since when, or the day of the introduction; may be partial
-- Mine are left out: whom I know is told elsewhere, and an import that says so of everybody would drown the others.
-- Introductions come in two halves, so that a search for either end finds an index.
create view ties as
select a_id, b_id, source, since_on
from acquaintance
where knows = 'yes' and a_id <> coalesce((select id from contact where is_me = 1), 0)
  and b_id <> coalesce((select id from contact where is_me = 1), 0)
union all
select introducer_id, contact_id, 'introduction', coalesce(named_on, promised_on, made_on, met_on, reported_on)
from introduction
where introducer_id < contact_id and coalesce(named_on, promised_on, made_on, met_on, reported_on) is not null
union all
select contact_id, introducer_id, 'introduction', coalesce(named_on, promised_on, made_on, met_on, reported_on)
from introduction
where contact_id < introducer_id and coalesce(named_on, promised_on, made_on, met_on, reported_on) is not null;
