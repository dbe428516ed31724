create table habits (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  name text not null,
  description text,
  kind text not null default 'build' check (kind in ('build', 'maintain', 'reduce', 'quit')),
  area text,
  sub_category text,
  -- { kind: times_per, times, days } | { kind: weekdays, weekdays } | { kind: rrule, rrule }
  schedule jsonb not null,
  -- { unit, amount, type }; null for habits that are done or not
  target jsonb,
  intent text,
  cue text,
  routine text,
  reward text,
  friction_up text,
  friction_down text,
  -- HH:mm on the owner's wall clock
  reminder_times text[] not null default '{}',
  -- Weekdays and days on which nothing is asked.
  off_days text[] not null default '{}',
  off_dates text[] not null default '{}',
  -- [{ from, to }], days, both inclusive; a `to` of null lasts until it is changed.
  pauses jsonb not null default '[]',
  start_date date not null,
  archived boolean not null default false,
  -- The links themselves stand in the row, so that history, undo and sync carry them; habit_goals is derived and keeps them honest.
  goal_ids uuid[] not null default '{}',
  -- [{ until, schedule, target, offDays }]: what held on the days before `until`, so that old days are judged as they were lived.
  past_terms jsonb not null default '[]',
  primary key (user_id, id)
) with (fillfactor = 90);
create index habits_living on habits (user_id, id) where deleted_at is null and not archived;
call watch('habits', 'habit');

create table habit_goals (
  user_id uuid not null,
  goal_id uuid not null,
  habit_id uuid not null,
  primary key (user_id, goal_id, habit_id),
  constraint "habit_goals__goalIds" foreign key (user_id, goal_id) references goals (user_id, id),
  constraint "habit_goals__habitId" foreign key (user_id, habit_id) references habits (user_id, id) on delete cascade
);
create index habit_goals_habit on habit_goals (user_id, habit_id);

-- Keeps habit_goals equal to habits.goal_ids. A goal that is not mine or in the trash cannot be linked.
create function link_habit_to_goals() returns trigger language plpgsql as $$
declare
  old_ids uuid[] := case when tg_op = 'UPDATE' then old.goal_ids else '{}' end;
  added uuid[] := array(select unnest(new.goal_ids) except select unnest(old_ids));
begin
  delete from habit_goals where user_id = new.user_id and habit_id = new.id and goal_id <> all (new.goal_ids);
  if exists (select from unnest(added) a where not exists
      (select from goals g where g.user_id = new.user_id and g.id = a and g.deleted_at is null)) then
    raise exception 'no such goal' using errcode = 'foreign_key_violation', constraint = 'habit_goals__goalIds';
  end if;
  insert into habit_goals (user_id, goal_id, habit_id) select new.user_id, a, new.id from unnest(added) a on conflict do nothing;
  return null;
end $$;
create trigger link_goals after insert on habits for each row when (new.goal_ids <> '{}') execute function link_habit_to_goals();
create trigger relink_goals after update of goal_ids on habits for each row when (new.goal_ids is distinct from old.goal_ids)
  execute function link_habit_to_goals();

create table habit_logs (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  habit_id uuid not null,
  -- The owner's local day.
  date date not null,
  state text not null default 'done' check (state in ('done', 'skipped', 'missed')),
  amount double precision,
  note text,
  primary key (user_id, id),
  constraint "habit_logs__habitId" foreign key (user_id, habit_id) references habits (user_id, id) on delete cascade
) with (fillfactor = 90);
-- One row a day, in the trash or not: logging the day again brings it back.
create unique index habit_logs_day on habit_logs (user_id, habit_id, date);
create index habit_logs_date on habit_logs (user_id, date desc, id desc) where deleted_at is null;
call watch('habit_logs', 'habit_log');

-- What the logs as they stand have earned, by the name under which the points were awarded.
create table habit_awards (
  user_id uuid not null,
  habit_id uuid not null,
  source text not null,
  -- The day that earned it.
  date date not null,
  points integer not null check (points > 0),
  primary key (user_id, habit_id, source),
  constraint "habit_awards__habitId" foreign key (user_id, habit_id) references habits (user_id, id) on delete cascade
);

-- When the dispatcher has to look at a habit with reminder times again. Beside it, so that ringing is not a change of the habit.
create table habit_alarms (
  user_id uuid not null,
  habit_id uuid not null,
  fire_at timestamptz not null,
  -- Everything up to this instant has rung or will not.
  handled_until timestamptz not null,
  primary key (user_id, habit_id),
  constraint "habit_alarms__habitId" foreign key (user_id, habit_id) references habits (user_id, id) on delete cascade
) with (fillfactor = 70);
create index habit_alarms_due on habit_alarms (fire_at);

-- Alarms move with their owner: the dispatcher looks at each of them at once and reckons afresh.
create function habit_alarms_follow_owner() returns trigger language plpgsql as $$
begin
  -- Long ago, so that it is due by any clock.
  update habit_alarms set fire_at = '1970-01-01Z' where user_id = new.id;
  return null;
end $$;
create trigger habits_follow after update of timezone on users for each row
  when (old.timezone is distinct from new.timezone) execute function habit_alarms_follow_owner();

create table habit_suggestions (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  name text not null,
  frequency text not null check (frequency in ('daily', 'weekly')),
  weekday text check (weekday in ('mo', 'tu', 'we', 'th', 'fr', 'sa', 'su')),
  -- HH:mm on the owner's wall clock
  time_of_day text not null,
  confidence double precision not null check (confidence between 0 and 1),
  samples text[] not null,
  status text not null default 'open' check (status in ('open', 'accepted', 'dismissed')),
  habit_id uuid,
  -- By what it is known again: the middle of its titles, and which model saw them so.
  model text not null,
  embedding real[] not null,
  primary key (user_id, id),
  constraint "habit_suggestions__habitId" foreign key (user_id, habit_id) references habits (user_id, id) on delete set null (habit_id)
);
create index habit_suggestions_habit on habit_suggestions (user_id, habit_id) where habit_id is not null;
call watch('habit_suggestions', 'habit_suggestion', '{embedding}');
