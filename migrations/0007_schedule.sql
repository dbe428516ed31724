create table schedule_blocks (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  title text not null,
  description text,
  location text,
  type text not null default 'other'
    check (type in ('focus', 'study', 'review', 'assignment', 'exam', 'meeting', 'habit', 'exercise', 'break', 'personal', 'other')),
  -- The wall clock's first moment: YYYY-MM-DDTHH:mm[:ss], or YYYY-MM-DD for whole days.
  start_local text not null,
  -- Null floats: whatever zone the owner is in.
  zone text,
  duration_minutes integer not null check (duration_minutes > 0),
  -- { rrule, anchor, skipDates }
  recurrence jsonb,
  reminder_minutes integer[] not null default '{}',
  -- Whether it takes the owner's time: conflicts and free/busy ask.
  busy boolean not null default true,
  completed boolean not null default false,
  task_id uuid,
  goal_id uuid,
  -- What the calendar it came from calls it.
  ical_uid text,
  -- No occurrence begins before or ends after these (a floating one as if in UTC); last_at null never ends.
  first_at timestamptz not null,
  last_at timestamptz,
  primary key (user_id, id),
  constraint "schedule_blocks__taskId" foreign key (user_id, task_id) references tasks (user_id, id),
  constraint "schedule_blocks__goalId" foreign key (user_id, goal_id) references goals (user_id, id)
);
create index schedule_blocks_time on schedule_blocks (user_id, first_at) where deleted_at is null;
create index schedule_blocks_task on schedule_blocks (user_id, task_id) where task_id is not null;
create index schedule_blocks_goal on schedule_blocks (user_id, goal_id) where goal_id is not null;
create unique index schedule_blocks_uid on schedule_blocks (user_id, ical_uid) where ical_uid is not null and deleted_at is null;
call watch('schedule_blocks', 'schedule_block');

-- One occurrence of a series that is not like the others.
create table schedule_exceptions (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  block_id uuid not null,
  -- The local start that the rule gives it, compared as text.
  occurrence text collate "C" not null,
  cancelled boolean not null default false,
  -- Where it was moved to, on the series' wall clock.
  start_local text collate "C",
  -- The fields that differ from the series.
  changes jsonb not null default '{}',
  primary key (user_id, id),
  constraint "schedule_exceptions__blockId" foreign key (user_id, block_id) references schedule_blocks (user_id, id)
);
create unique index schedule_exceptions_one on schedule_exceptions (user_id, block_id, occurrence);
create index schedule_exceptions_time on schedule_exceptions (user_id, occurrence);
create index schedule_exceptions_moved on schedule_exceptions (user_id, start_local) where start_local is not null;
call watch('schedule_exceptions', 'schedule_exception');
