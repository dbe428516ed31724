-- An archive brings back what lies in the trash as well as what is tied to it. That only living items are linked is for whoever links by hand:
-- while an archive comes in (almanac.arriving, for its transaction alone) something of mine is enough. References still refuse what is not mine.
create function may_link(deleted_at timestamptz) returns boolean language sql stable as $$
  select deleted_at is null or coalesce(current_setting('almanac.arriving', true), '') = 'on'
$$;

create or replace function link_task_to_goals() returns trigger language plpgsql as $$
declare
  old_ids uuid[] := case when tg_op = 'UPDATE' then old.goal_ids else '{}' end;
  added uuid[] := array(select unnest(new.goal_ids) except select unnest(old_ids));
begin
  delete from goal_tasks where user_id = new.user_id and task_id = new.id and goal_id <> all (new.goal_ids);
  -- The next instance of a series inherits its goals as they are: the series goes on while one of them is in the trash.
  if not (tg_op = 'INSERT' and new.series_id is not null) and exists (select from unnest(added) a where not exists
      (select from goals g where g.user_id = new.user_id and g.id = a and may_link(g.deleted_at))) then
    raise exception 'no such goal' using errcode = 'foreign_key_violation', constraint = 'goal_tasks__goalIds';
  end if;
  insert into goal_tasks (user_id, goal_id, task_id) select new.user_id, a, new.id from unnest(added) a on conflict do nothing;
  return null;
end $$;
create or replace function refuse_deleted_parent() returns trigger language plpgsql as $$
begin
  if not exists (select from tasks where user_id = new.user_id and id = new.parent_task_id and may_link(deleted_at)) then
    raise exception 'no such task' using errcode = 'foreign_key_violation', constraint = 'tasks__parentTaskId';
  end if;
  return new;
end $$;
create or replace function link_habit_to_goals() returns trigger language plpgsql as $$
declare
  old_ids uuid[] := case when tg_op = 'UPDATE' then old.goal_ids else '{}' end;
  added uuid[] := array(select unnest(new.goal_ids) except select unnest(old_ids));
begin
  delete from habit_goals where user_id = new.user_id and habit_id = new.id and goal_id <> all (new.goal_ids);
  if exists (select from unnest(added) a where not exists
      (select from goals g where g.user_id = new.user_id and g.id = a and may_link(g.deleted_at))) then
    raise exception 'no such goal' using errcode = 'foreign_key_violation', constraint = 'habit_goals__goalIds';
  end if;
  insert into habit_goals (user_id, goal_id, habit_id) select new.user_id, a, new.id from unnest(added) a on conflict do nothing;
  return null;
end $$;
create or replace function link_metric_to_goals() returns trigger language plpgsql as $$
declare
  old_ids uuid[] := case when tg_op = 'UPDATE' then old.goal_ids else '{}' end;
  added uuid[] := array(select unnest(new.goal_ids) except select unnest(old_ids));
begin
  delete from metric_goals where user_id = new.user_id and metric_id = new.id and goal_id <> all (new.goal_ids);
  if exists (select from unnest(added) a where not exists
      (select from goals g where g.user_id = new.user_id and g.id = a and may_link(g.deleted_at))) then
    raise exception 'no such goal' using errcode = 'foreign_key_violation', constraint = 'metric_goals__goalIds';
  end if;
  insert into metric_goals (user_id, goal_id, metric_id) select new.user_id, a, new.id from unnest(added) a on conflict do nothing;
  return null;
end $$;
create or replace function link_project_to_goals() returns trigger language plpgsql as $$
declare
  old_ids uuid[] := case when tg_op = 'UPDATE' then old.goal_ids else '{}' end;
  added uuid[] := array(select unnest(new.goal_ids) except select unnest(old_ids));
begin
  delete from project_goals where user_id = new.user_id and project_id = new.id and goal_id <> all (new.goal_ids);
  if exists (select from unnest(added) a where not exists
      (select from goals g where g.user_id = new.user_id and g.id = a and may_link(g.deleted_at))) then
    raise exception 'no such goal' using errcode = 'foreign_key_violation', constraint = 'project_goals__goalIds';
  end if;
  insert into project_goals (user_id, project_id, goal_id) select new.user_id, new.id, a from unnest(added) a on conflict do nothing;
  return null;
end $$;
create or replace function link_task_to_projects() returns trigger language plpgsql as $$
declare
  old_ids uuid[] := case when tg_op = 'UPDATE' then old.project_ids else '{}' end;
  added uuid[] := array(select unnest(new.project_ids) except select unnest(old_ids));
begin
  delete from project_tasks where user_id = new.user_id and task_id = new.id and project_id <> all (new.project_ids);
  -- The next instance of a series inherits its projects as they are: the series goes on while one of them is in the trash.
  if not (tg_op = 'INSERT' and new.series_id is not null) and exists (select from unnest(added) a where not exists
      (select from projects p where p.user_id = new.user_id and p.id = a and may_link(p.deleted_at))) then
    raise exception 'no such project' using errcode = 'foreign_key_violation', constraint = 'project_tasks__projectIds';
  end if;
  insert into project_tasks (user_id, project_id, task_id) select new.user_id, a, new.id from unnest(added) a on conflict do nothing;
  return null;
end $$;
create or replace function check_logbook_links() returns trigger language plpgsql as $$
declare
  old_links jsonb := case when tg_op = 'UPDATE' then old.links else '[]' end;
  link jsonb;
  home regclass;
  is_there boolean;
begin
  for link in select * from jsonb_array_elements(new.links) loop
    continue when old_links @> jsonb_build_array(link);
    home := table_of(link ->> 'entity');
    is_there := false;
    if home is not null then
      execute format('select exists (select from %s where user_id = $1 and id = $2 and may_link(deleted_at))', home)
        into is_there using new.user_id, (link ->> 'entityId')::uuid;
    end if;
    if not is_there then
      raise exception 'no such item' using errcode = 'foreign_key_violation', constraint = 'logbook_entries__links';
    end if;
  end loop;
  return new;
end $$;
create or replace function link_note_to_files() returns trigger language plpgsql as $$
declare
  old_ids uuid[] := case when tg_op = 'UPDATE' then old.file_ids else '{}' end;
  added uuid[] := array(select unnest(new.file_ids) except select unnest(old_ids));
begin
  delete from note_files where user_id = new.user_id and note_id = new.id and file_id <> all (new.file_ids);
  if exists (select from unnest(added) a where not exists
      (select from files f where f.user_id = new.user_id and f.id = a and may_link(f.deleted_at))) then
    raise exception 'no such file' using errcode = 'foreign_key_violation', constraint = 'note_files__fileIds';
  end if;
  insert into note_files (user_id, note_id, file_id) select new.user_id, new.id, a from unnest(added) a on conflict do nothing;
  return null;
end $$;
