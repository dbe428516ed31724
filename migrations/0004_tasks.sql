create table tasks (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  title text not null,
  description text,
  area text,
  sub_category text,
  priority text not null default 'p3' check (priority in ('p1', 'p2', 'p3', 'p4')),
  status text not null default 'not_started'
    check (status in ('backlog', 'not_started', 'in_progress', 'blocked', 'on_hold', 'done', 'cancelled')),
  energy text check (energy in ('deep', 'light', 'admin')),
  due_date date,
  due_at timestamptz,
  scheduled_date date,
  estimate_minutes integer,
  parent_task_id uuid,
  position double precision not null default 0,
  tags text[] not null default '{}',
  -- The links themselves stand in the row, so that history, undo and sync carry them; goal_tasks is derived and keeps them honest.
  goal_ids uuid[] not null default '{}',
  project_ids uuid[] not null default '{}',
  -- { rrule, anchor, skipDates }
  recurrence jsonb,
  -- All instances of one recurring task share it: the id of the first.
  series_id uuid,
  -- The first instance's local due day or time, from which the rule counts; null until there is a second one.
  series_start text,
  -- Which instance of the series this is, from 1.
  occurrence integer not null default 1,
  -- Days on which an instance was due and nobody did it, between the instance before and this one.
  missed_dates text[] not null default '{}',
  -- Unfinished tasks this one waits for; kept by whoever changes a dependency or finishes a task.
  open_blockers integer not null default 0,
  point_value integer,
  points_awarded integer not null default 0,
  completed_at timestamptz,
  primary key (user_id, id),
  constraint "tasks__parentTaskId" foreign key (user_id, parent_task_id) references tasks (user_id, id)
) with (fillfactor = 90);
create index tasks_parent on tasks (user_id, parent_task_id) where parent_task_id is not null;
create index tasks_due on tasks (user_id, due_date) where due_date is not null and deleted_at is null;
create index tasks_series on tasks (user_id, series_id) where series_id is not null;
create index tasks_open on tasks (user_id, status, id desc) where deleted_at is null and status not in ('done', 'cancelled');
call watch('tasks', 'task');

create table goal_tasks (
  user_id uuid not null,
  goal_id uuid not null,
  task_id uuid not null,
  primary key (user_id, goal_id, task_id),
  constraint "goal_tasks__goalIds" foreign key (user_id, goal_id) references goals (user_id, id),
  constraint "goal_tasks__taskId" foreign key (user_id, task_id) references tasks (user_id, id) on delete cascade
);
create index goal_tasks_task on goal_tasks (user_id, task_id);

-- Keeps goal_tasks equal to tasks.goal_ids. A goal that is not mine or in the trash cannot be linked.
create function link_task_to_goals() returns trigger language plpgsql as $$
declare
  old_ids uuid[] := case when tg_op = 'UPDATE' then old.goal_ids else '{}' end;
  added uuid[] := array(select unnest(new.goal_ids) except select unnest(old_ids));
begin
  delete from goal_tasks where user_id = new.user_id and task_id = new.id and goal_id <> all (new.goal_ids);
  -- The next instance of a series inherits its goals as they are: the series goes on while one of them is in the trash.
  if not (tg_op = 'INSERT' and new.series_id is not null) and exists (select from unnest(added) a where not exists
      (select from goals g where g.user_id = new.user_id and g.id = a and g.deleted_at is null)) then
    raise exception 'no such goal' using errcode = 'foreign_key_violation', constraint = 'goal_tasks__goalIds';
  end if;
  insert into goal_tasks (user_id, goal_id, task_id) select new.user_id, a, new.id from unnest(added) a on conflict do nothing;
  return null;
end $$;
create trigger link_goals after insert on tasks for each row when (new.goal_ids <> '{}') execute function link_task_to_goals();
create trigger relink_goals after update of goal_ids on tasks for each row when (new.goal_ids is distinct from old.goal_ids)
  execute function link_task_to_goals();

-- A task in the trash can be nobody's parent.
create function refuse_deleted_parent() returns trigger language plpgsql as $$
begin
  if not exists (select from tasks where user_id = new.user_id and id = new.parent_task_id and deleted_at is null) then
    raise exception 'no such task' using errcode = 'foreign_key_violation', constraint = 'tasks__parentTaskId';
  end if;
  return new;
end $$;
create trigger live_parent before insert on tasks for each row when (new.parent_task_id is not null) execute function refuse_deleted_parent();
create trigger live_new_parent before update of parent_task_id on tasks for each row
  when (new.parent_task_id is not null and new.parent_task_id is distinct from old.parent_task_id) execute function refuse_deleted_parent();

create table task_dependencies (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  -- The one that waits, and the one it waits for.
  task_id uuid not null,
  depends_on_task_id uuid not null,
  primary key (user_id, id),
  constraint "task_dependencies__taskId" foreign key (user_id, task_id) references tasks (user_id, id),
  constraint "task_dependencies__dependsOnTaskId" foreign key (user_id, depends_on_task_id) references tasks (user_id, id)
);
create unique index task_dependencies_pair on task_dependencies (user_id, task_id, depends_on_task_id) where deleted_at is null;
create index task_dependencies_on on task_dependencies (user_id, depends_on_task_id);
call watch('task_dependencies', 'task_dependency');

-- Which tasks a goal's criteria point at: derived from goals.success_criteria, so that the database refuses a stranger's.
create table goal_criterion_tasks (
  user_id uuid not null,
  goal_id uuid not null,
  task_id uuid not null,
  primary key (user_id, goal_id, task_id),
  constraint "goal_criterion_tasks__goalId" foreign key (user_id, goal_id) references goals (user_id, id) on delete cascade,
  constraint "goal_criterion_tasks__successCriteria" foreign key (user_id, task_id) references tasks (user_id, id)
);
create index goal_criterion_tasks_task on goal_criterion_tasks (user_id, task_id);

create function link_criteria_to_tasks() returns trigger language plpgsql as $$
declare
  wanted uuid[] := array(select distinct (c ->> 'taskId')::uuid from jsonb_array_elements(new.success_criteria) c where c ->> 'taskId' is not null);
begin
  delete from goal_criterion_tasks where user_id = new.user_id and goal_id = new.id and task_id <> all (wanted);
  insert into goal_criterion_tasks (user_id, goal_id, task_id) select new.user_id, new.id, w from unnest(wanted) w on conflict do nothing;
  return null;
end $$;
create trigger link_criteria after insert on goals for each row when (new.success_criteria <> '[]') execute function link_criteria_to_tasks();
create trigger relink_criteria after update of success_criteria on goals for each row
  when (new.success_criteria is distinct from old.success_criteria) execute function link_criteria_to_tasks();
