create table files (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  name text not null,
  content_type text not null,
  kind text not null check (kind in ('image', 'audio', 'video', 'document', 'text', 'archive')),
  -- Bytes of the file, and of the small picture made of it.
  size integer not null check (size >= 0),
  thumbnail_size integer not null default 0 check (thumbnail_size >= 0),
  -- Of the bytes as they are kept.
  sha256 text not null,
  width integer,
  height integer,
  -- Stays although nothing refers to it.
  keep boolean not null default false,
  -- Since when the storage has not had its bytes.
  missing_at timestamptz,
  -- Signs the addresses it is downloaded from.
  secret text not null,
  primary key (user_id, id)
);
create index files_kind on files (user_id, kind, id desc) where deleted_at is null;
call watch('files', 'file', '{secret}');

-- What the living files of a user add up to. Its row is locked by whoever adds one, so that parallel uploads cannot exceed a quota.
create table file_usage (
  user_id uuid primary key,
  bytes bigint not null default 0,
  files integer not null default 0
);

create function count_file() returns trigger language plpgsql as $$
declare
  was bigint := case when tg_op <> 'INSERT' and old.deleted_at is null then old.size + old.thumbnail_size end;
  now_is bigint := case when tg_op <> 'DELETE' and new.deleted_at is null then new.size + new.thumbnail_size end;
  owner uuid := case when tg_op = 'DELETE' then old.user_id else new.user_id end;
begin
  if was is not distinct from now_is then return null; end if;
  if tg_op = 'INSERT' then
    insert into file_usage (user_id) values (owner) on conflict do nothing;
  end if;
  update file_usage
    set bytes = bytes + coalesce(now_is, 0) - coalesce(was, 0),
        files = files + (now_is is not null)::integer - (was is not null)::integer
    where user_id = owner;
  return null;
end $$;
create trigger count after insert or update or delete on files for each row execute function count_file();

-- Files that nothing refers to and nobody asked to keep, and since when that is so.
create table file_orphans (
  user_id uuid not null,
  file_id uuid not null,
  since timestamptz not null,
  primary key (user_id, file_id),
  constraint "file_orphans__fileId" foreign key (user_id, file_id) references files (user_id, id) on delete cascade
);

-- Owners whose account is gone while their bytes are not yet.
create table file_erasures (
  owner uuid primary key
);
