create table automations (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  name text not null,
  -- What its owner wants to be told, in their own words.
  prompt text not null,
  -- { local, zone }: the first wall-clock time; a zone of null follows its owner.
  start jsonb not null check (start ? 'local'),
  -- { rrule, skipDates }
  recurrence jsonb not null,
  -- In which manner it is told; null leaves it to the preferences.
  mode text check (mode in ('language_matching', 'anticipate_and_guide', 'reflect_and_mirror', 'remind_and_reground', 'nudge_and_challenge')),
  is_active boolean not null default true,
  -- Names of channels; null leaves it to the preferences.
  channels text[],
  primary key (user_id, id)
);
call watch('automations', 'automation');

-- When the dispatcher has to look at an automation again. Beside it, so that running is not a change of the automation.
create table automation_timers (
  user_id uuid not null,
  automation_id uuid not null,
  -- Null when nothing will ever happen again.
  fire_at timestamptz,
  -- Everything up to this instant has been run or will not be.
  handled_until timestamptz not null,
  primary key (user_id, automation_id),
  constraint "automation_timers__automationId" foreign key (user_id, automation_id) references automations (user_id, id) on delete cascade
) with (fillfactor = 70);
create index automation_timers_due on automation_timers (fire_at) where fire_at is not null;

-- Automations that follow their owner move with them: the dispatcher looks at each of them at once and reckons afresh.
create function automations_follow_owner() returns trigger language plpgsql as $$
begin
  -- Long ago, so that it is due by any clock.
  update automation_timers set fire_at = '1970-01-01Z' where user_id = new.id and fire_at is not null;
  return null;
end $$;
create trigger automations_follow after update of timezone on users for each row
  when (old.timezone is distinct from new.timezone) execute function automations_follow_owner();

create table automation_runs (
  user_id uuid not null,
  id uuid not null,
  automation_id uuid not null,
  -- The wall-clock time of the rule, which neither a change of zone nor of the clocks runs twice; null for a run that was asked for.
  occurrence text,
  scheduled_for timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  attempts integer not null default 0,
  -- As they were then.
  prompt text not null,
  title text,
  answer text,
  -- Who answered, and what it took.
  meta jsonb,
  error text,
  -- When a failed one is tried again; null when it is not.
  next_try_at timestamptz,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  primary key (user_id, id),
  constraint "automation_runs__automationId" foreign key (user_id, automation_id) references automations (user_id, id) on delete cascade
);
create unique index automation_runs_once on automation_runs (user_id, automation_id, occurrence) where occurrence is not null;
create index automation_runs_automation on automation_runs (user_id, automation_id, id desc);
