-- Archives that somebody brings. The bytes lie in the storage under the owner's and this id until they are taken in or expire.
create table imports (
  user_id uuid not null,
  id uuid not null,
  created_at timestamptz not null default now(),
  source text not null,
  name text not null,
  bytes bigint not null,
  -- What becomes of an item that is here already and differs.
  conflicts text not null check (conflicts in ('skip', 'overwrite')),
  state text not null default 'checking'
    check (state in ('checking', 'checked', 'refused', 'applying', 'done', 'failed')),
  total_rows bigint not null default 0,
  rows bigint not null default 0,
  -- What would come of it, or what came of it.
  report jsonb,
  beat_at timestamptz not null default now(),
  finished_at timestamptz,
  expires_at timestamptz not null,
  primary key (user_id, id)
);
-- One at a time.
create unique index imports_running on imports (user_id) where state in ('checking', 'applying');
