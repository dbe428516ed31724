-- What is switched on, for whom and when.
create table feature_flags (
  key text primary key,
  description text not null default '',
  -- Off is off for everybody.
  is_enabled boolean not null default false,
  -- The share of all people it is on for.
  percent integer not null default 0 check (percent between 0 and 100),
  -- Whoever is named here in any way has it besides; who is excepted has it never.
  user_ids uuid[] not null default '{}',
  except_user_ids uuid[] not null default '{}',
  roles text[] not null default '{}',
  tiers text[] not null default '{}',
  starts_at timestamptz,
  ends_at timestamptz,
  version integer not null default 1,
  updated_at timestamptz not null default now()
);
