create table reminders (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  title text not null,
  note text,
  category text,
  priority text not null default 'p3' check (priority in ('p1', 'p2', 'p3', 'p4')),
  status text not null default 'active' check (status in ('active', 'done', 'cancelled')),
  -- { at } or { local, zone }; a zone of null follows its owner.
  "when" jsonb not null check ("when" ? 'at' or "when" ? 'local'),
  -- { rrule, anchor, skipDates }
  recurrence jsonb,
  -- In which zone a series counts that was given by an instant.
  series_zone text,
  lead_minutes integer[] not null default '{}',
  -- { everyMinutes, max }
  nag jsonb,
  -- Names of channels; null leaves it to the preferences.
  channels text[],
  snoozed_until timestamptz,
  completed_at timestamptz,
  cancelled_at timestamptz,
  primary key (user_id, id)
) with (fillfactor = 90);
call watch('reminders', 'reminder');

-- When the dispatcher has to look at a reminder again. Beside it, so that firing is not a change of the reminder.
-- Whoever changes when a reminder fires takes the lock on this row first.
create table reminder_timers (
  user_id uuid not null,
  reminder_id uuid not null,
  -- Null when nothing will ever happen again.
  fire_at timestamptz,
  -- Everything up to this instant, on the wall clock of `zone`, has met its fate.
  handled_until timestamptz not null,
  zone text not null,
  -- Follows its owner's zone.
  floating boolean not null,
  primary key (user_id, reminder_id),
  constraint "reminder_timers__reminderId" foreign key (user_id, reminder_id) references reminders (user_id, id) on delete cascade
) with (fillfactor = 70);
create index reminder_timers_due on reminder_timers (fire_at) where fire_at is not null;

-- What became of an occurrence. Its primary key is what makes it happen once.
create table reminder_occurrences (
  user_id uuid not null,
  reminder_id uuid not null,
  -- The wall-clock time of the rule, which neither a change of zone nor of the clocks doubles; the instant of a reminder without one.
  occurrence text not null,
  -- Minutes before; 0 is the occurrence itself.
  lead integer not null default 0,
  at timestamptz not null,
  state text not null check (state in ('fired', 'caught_up', 'missed', 'skipped', 'done', 'snoozed')),
  reason text,
  fired_at timestamptz,
  -- When it rings again: the end of a snooze, or the next nag.
  again_at timestamptz,
  -- How often it has rung again altogether, and nagged since it last came due.
  repeats integer not null default 0,
  nags integer not null default 0,
  primary key (user_id, reminder_id, occurrence, lead),
  constraint "reminder_occurrences__reminderId" foreign key (user_id, reminder_id)
    references reminder_timers (user_id, reminder_id) on delete cascade
) with (fillfactor = 80);
create index reminder_occurrences_at on reminder_occurrences (user_id, reminder_id, at);
create index reminder_occurrences_again on reminder_occurrences (user_id, reminder_id) where again_at is not null;

-- Floating reminders move with their owner: the dispatcher looks at each of them at once and reckons afresh.
create function follow_owner() returns trigger language plpgsql as $$
begin
  -- Long ago, so that it is due by any clock.
  update reminder_timers set fire_at = '1970-01-01Z' where user_id = new.id and floating and fire_at is not null;
  return null;
end $$;
create trigger reminders_follow after update of timezone on users for each row
  when (old.timezone is distinct from new.timezone) execute function follow_owner();
