-- intros: every introduction; the reader binds the day, from which next_state counts.
--   id             its number
--   introducer_id  who introduces
--   introducer     their name
--   contact_id     to whom; empty while only a description is known
--   contact        their name
--   description    to whom, in words
--   state          how far it has come
--   next_state     the state that time alone brings
--   next_state_on  from which day
--   asked_on       asked
--   named_on       name given
--   promised_on    promised
--   made_on        made
--   met_on         became a cup
--   reported_on    reported back
--   closed_on      declined or lapsed
--   declined_by    who said no
--   lapsed_why     why it ended
--   may_use_name   may I write that they sent me
create view intros as
select
  i.id, i.introducer_id, s.name as introducer, i.contact_id, c.name as contact, i.description, i.state, i.next_state,
  i.next_state_on, i.asked_on, i.named_on, i.promised_on, i.made_on, i.met_on, i.reported_on, i.closed_on,
  i.declined_by, i.lapsed_why, i.may_use_name
from introduction i
join contact s on s.id = i.introducer_id
left join contact c on c.id = i.contact_id;
