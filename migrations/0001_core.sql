-- The change feed. Every owned table is put under it by `call watch('tasks', 'task')`.

create table instance (
  only_row boolean primary key default true check (only_row),
  -- Names this line of history: a client that holds numbers of another one must sync afresh.
  epoch uuid not null default gen_random_uuid(),
  created_at timestamptz not null default now()
);
insert into instance default values;

create table feeds (
  user_id uuid primary key,
  seq bigint not null default 0,
  -- Changes up to this number have been pruned; a reader that stands before it must sync afresh.
  pruned_seq bigint not null default 0
) with (fillfactor = 70);

create table changes (
  user_id uuid not null,
  seq bigint not null,
  entity text not null,
  entity_id uuid not null,
  op text not null check (op in ('create', 'update', 'delete', 'restore')),
  at timestamptz not null default now(),
  actor text,
  before jsonb,
  primary key (user_id, seq)
);
create index changes_entity on changes (user_id, entity, entity_id, seq);
create index changes_at on changes (at);

-- Takes the next number in the owner's feed, at commit: the lock on the feeds row is the last one a transaction takes and is
-- held for a moment only, so one user's writes are numbered in commit order and nobody waits or deadlocks for it.
-- Arguments: the entity's name, then columns that never enter the history (hashes, vectors).
create function record_change() returns trigger language plpgsql as $$
declare
  next bigint;
  what text := case when tg_op = 'INSERT' then 'create'
                    when old.deleted_at is null and new.deleted_at is not null then 'delete'
                    when old.deleted_at is not null and new.deleted_at is null then 'restore'
                    else 'update' end;
  image jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) - tg_argv[1:] end;
begin
  insert into feeds (user_id, seq) values (new.user_id, 1)
    on conflict (user_id) do update set seq = feeds.seq + 1 returning seq into next;
  insert into changes (user_id, seq, entity, entity_id, op, actor, before)
    values (new.user_id, next, tg_argv[0], new.id, what, nullif(current_setting('app.actor', true), ''), image);
  return null;
end $$;

create function touch() returns trigger language plpgsql as $$
begin
  new.version := old.version + 1;
  new.updated_at := now();
  return new;
end $$;

create procedure watch(table_name text, entity text, secret_columns text[] default '{}') language plpgsql as $$
declare
  arguments text := (select string_agg(quote_literal(a), ', ') from unnest(entity || secret_columns) a);
begin
  execute format('create trigger touch before update on %I for each row execute function touch()', table_name);
  execute format('create constraint trigger feed after insert or update on %I deferrable initially deferred
                  for each row execute function record_change(%s)', table_name, arguments);
end $$;

create table idempotency_keys (
  user_id uuid not null,
  route text not null,
  key text not null,
  fingerprint text not null,
  started_at timestamptz not null default now(),
  status integer,
  headers jsonb,
  body text,
  primary key (user_id, route, key)
);
create index idempotency_keys_started on idempotency_keys (started_at);

-- What each offline operation came to, so that sending it again answers the same and does nothing.
create table sync_operations (
  user_id uuid not null,
  op_id text not null,
  fingerprint text not null,
  result jsonb not null,
  at timestamptz not null default now(),
  primary key (user_id, op_id)
);
create index sync_operations_at on sync_operations (at);
