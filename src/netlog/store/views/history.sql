-- history: every step taken, one command each.
--   id         its number, in the order of the steps
--   done_at    when, in UTC
--   command    which command
--   summary    what it did, in a sentence
--   undone_at  when it was taken back, in UTC; empty while it stands
create view history as
select s.id, s.done_at, s.command, s.summary, s.undone_at
from step s;
