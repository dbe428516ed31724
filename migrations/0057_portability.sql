-- Archives of everything somebody owns. The bytes lie in the storage under the owner's and this id until they expire.
create table exports (
  user_id uuid not null,
  id uuid not null,
  created_at timestamptz not null default now(),
  state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'failed')),
  -- Of all tables together: how many there are, and how many have been written.
  total_rows bigint not null default 0,
  rows bigint not null default 0,
  bytes bigint,
  sha256 text,
  -- When whoever makes it was last heard of.
  beat_at timestamptz not null default now(),
  finished_at timestamptz,
  expires_at timestamptz,
  -- Signs the addresses it is downloaded from.
  secret text not null,
  primary key (user_id, id)
);
-- One at a time.
create unique index exports_running on exports (user_id) where state in ('waiting', 'running');
