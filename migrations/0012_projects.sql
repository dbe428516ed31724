create table projects (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  name text not null,
  description text,
  notes text,
  area text,
  sub_category text,
  priority text not null default 'medium' check (priority in ('low', 'medium', 'high')),
  status text not null default 'planning' check (status in ('planning', 'active', 'on_hold', 'completed', 'cancelled')),
  impact integer not null default 3 check (impact between 1 and 5),
  start_date date,
  target_date date,
  completed_at timestamptz,
  tags text[] not null default '{}',
  -- The links themselves stand in the row, so that history, undo and sync carry them; project_goals is derived and keeps them honest.
  goal_ids uuid[] not null default '{}',
  -- Cached by the transaction that changes what they are counted from.
  progress integer not null default 0,
  task_count integer not null default 0,
  completed_task_count integer not null default 0,
  -- How many tasks it had at the end of the first day on which it had begun and had any; growth is measured from there.
  planned_task_count integer not null default 0,
  planned_on date,
  -- The highest of 25, 50, 75, 100 that progress has ever reached: each is announced once.
  milestone integer not null default 0,
  last_activity_at timestamptz not null default now(),
  primary key (user_id, id)
);
create index projects_running on projects (user_id, target_date, id) where deleted_at is null and status = 'active';
call watch('projects', 'project');

create table project_activities (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  project_id uuid not null,
  type text not null check (type in ('task_completed', 'status_changed', 'note_added', 'progress_milestone')),
  title text not null,
  description text,
  -- What it is about.
  entity text check (entity in ('task', 'goal')),
  entity_id uuid,
  primary key (user_id, id),
  constraint "project_activities__projectId" foreign key (user_id, project_id) references projects (user_id, id)
);
create index project_activities_project on project_activities (user_id, project_id, id desc);
call watch('project_activities', 'project_activity');

-- A project that can start only after another is finished, plus some days.
create table project_dependencies (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  project_id uuid not null,
  depends_on_project_id uuid not null,
  lag_days integer not null default 0 check (lag_days >= 0),
  primary key (user_id, id),
  constraint "project_dependencies__projectId" foreign key (user_id, project_id) references projects (user_id, id),
  constraint "project_dependencies__dependsOnProjectId" foreign key (user_id, depends_on_project_id) references projects (user_id, id)
);
create unique index project_dependencies_pair on project_dependencies (user_id, project_id, depends_on_project_id) where deleted_at is null;
create index project_dependencies_on on project_dependencies (user_id, depends_on_project_id);
call watch('project_dependencies', 'project_dependency');

create table project_goals (
  user_id uuid not null,
  project_id uuid not null,
  goal_id uuid not null,
  primary key (user_id, project_id, goal_id),
  constraint "project_goals__projectId" foreign key (user_id, project_id) references projects (user_id, id) on delete cascade,
  constraint "project_goals__goalIds" foreign key (user_id, goal_id) references goals (user_id, id)
);
create index project_goals_goal on project_goals (user_id, goal_id);

-- Keeps project_goals equal to projects.goal_ids. A goal that is not mine or in the trash cannot be linked.
create function link_project_to_goals() returns trigger language plpgsql as $$
declare
  old_ids uuid[] := case when tg_op = 'UPDATE' then old.goal_ids else '{}' end;
  added uuid[] := array(select unnest(new.goal_ids) except select unnest(old_ids));
begin
  delete from project_goals where user_id = new.user_id and project_id = new.id and goal_id <> all (new.goal_ids);
  if exists (select from unnest(added) a where not exists
      (select from goals g where g.user_id = new.user_id and g.id = a and g.deleted_at is null)) then
    raise exception 'no such goal' using errcode = 'foreign_key_violation', constraint = 'project_goals__goalIds';
  end if;
  insert into project_goals (user_id, project_id, goal_id) select new.user_id, new.id, a from unnest(added) a on conflict do nothing;
  return null;
end $$;
create trigger link_goals after insert on projects for each row when (new.goal_ids <> '{}') execute function link_project_to_goals();
create trigger relink_goals after update of goal_ids on projects for each row when (new.goal_ids is distinct from old.goal_ids)
  execute function link_project_to_goals();

create table project_tasks (
  user_id uuid not null,
  project_id uuid not null,
  task_id uuid not null,
  primary key (user_id, project_id, task_id),
  constraint "project_tasks__projectIds" foreign key (user_id, project_id) references projects (user_id, id),
  constraint "project_tasks__taskId" foreign key (user_id, task_id) references tasks (user_id, id) on delete cascade
);
create index project_tasks_task on project_tasks (user_id, task_id);

-- Keeps project_tasks equal to tasks.project_ids, as goal_tasks is kept. A project that is not mine or in the trash cannot be linked.
create function link_task_to_projects() returns trigger language plpgsql as $$
declare
  old_ids uuid[] := case when tg_op = 'UPDATE' then old.project_ids else '{}' end;
  added uuid[] := array(select unnest(new.project_ids) except select unnest(old_ids));
begin
  delete from project_tasks where user_id = new.user_id and task_id = new.id and project_id <> all (new.project_ids);
  -- The next instance of a series inherits its projects as they are: the series goes on while one of them is in the trash.
  if not (tg_op = 'INSERT' and new.series_id is not null) and exists (select from unnest(added) a where not exists
      (select from projects p where p.user_id = new.user_id and p.id = a and p.deleted_at is null)) then
    raise exception 'no such project' using errcode = 'foreign_key_violation', constraint = 'project_tasks__projectIds';
  end if;
  insert into project_tasks (user_id, project_id, task_id) select new.user_id, a, new.id from unnest(added) a on conflict do nothing;
  return null;
end $$;
create trigger link_projects after insert on tasks for each row when (new.project_ids <> '{}') execute function link_task_to_projects();
create trigger relink_projects after update of project_ids on tasks for each row when (new.project_ids is distinct from old.project_ids)
  execute function link_task_to_projects();
