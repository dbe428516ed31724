create table logbook_entries (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  -- The user's local day that it is about.
  date date not null,
  title text not null,
  -- Markdown
  text text not null default '',
  mood text check (mood in ('low', 'steady', 'high')),
  energy smallint check (energy between 1 and 10),
  -- [{ entity, entityId }]
  links jsonb not null default '[]',
  primary key (user_id, id)
);
create index logbook_entries_date on logbook_entries (user_id, date desc, id desc) where deleted_at is null;
call watch('logbook_entries', 'logbook_entry');

-- The table that holds a kind of item: the one whose feed is written in this name.
create function table_of(entity text) returns regclass language sql stable as $$
  select tgrelid::regclass from pg_trigger
  where tgname = 'feed' and split_part(encode(tgargs, 'escape'), '\000', 1) = entity
    and tgrelid in (select oid from pg_class where relnamespace = current_schema()::regnamespace)
$$;

-- Whatever the feed knows can be linked, as long as it is one's own and living when the link is made.
create function check_logbook_links() returns trigger language plpgsql as $$
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
      execute format('select exists (select from %s where user_id = $1 and id = $2 and deleted_at is null)', home)
        into is_there using new.user_id, (link ->> 'entityId')::uuid;
    end if;
    if not is_there then
      raise exception 'no such item' using errcode = 'foreign_key_violation', constraint = 'logbook_entries__links';
    end if;
  end loop;
  return new;
end $$;
create trigger linked before insert on logbook_entries for each row when (new.links <> '[]') execute function check_logbook_links();
create trigger relinked before update of links on logbook_entries for each row
  when (new.links is distinct from old.links) execute function check_logbook_links();
