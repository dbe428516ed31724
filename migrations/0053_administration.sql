-- Who is meant in the audit log. Erasing somebody erases this row like any other of theirs: the log then says that somebody did it,
-- and nobody can tell any more who that was.
create table audit_subjects (
  user_id uuid primary key,
  id uuid not null default gen_random_uuid()
);
create index audit_subjects_id on audit_subjects (id);

-- What those who run this server did, in the order in which it was committed. Only ever added to: each entry carries the hash of the
-- one before it, so that a changed, missing or smuggled-in entry shows.
create table audit_entries (
  seq bigint primary key default 0,
  id uuid not null,
  at timestamptz not null default now(),
  -- A subject; null is the operator at the command line.
  actor uuid,
  role text not null,
  action text not null,
  target_kind text,
  -- A subject where the target is a user, else the target's own name.
  target text,
  before jsonb,
  after jsonb,
  reason text,
  ip text,
  user_agent text,
  request_id text,
  previous text not null default '',
  hash text not null default ''
);
create index audit_entries_target on audit_entries (target_kind, target, seq);
create index audit_entries_actor on audit_entries (actor, seq);

create function audit_hash(e audit_entries) returns text language sql immutable as $$
  select encode(sha256(convert_to(jsonb_build_array(e.seq, extract(epoch from e.at)::text, e.id, e.actor, e.role, e.action,
    e.target_kind, e.target, e.before, e.after, e.reason, e.ip, e.user_agent, e.request_id, e.previous)::text, 'UTF8')), 'hex')
$$;

-- One after the other, held until commit: numbers have no gaps, because an entry that is rolled back gives its number back.
create function chain_audit() returns trigger language plpgsql as $$
declare
  last audit_entries;
begin
  perform pg_advisory_xact_lock(7236504);
  select * into last from audit_entries order by seq desc limit 1;
  new.seq := coalesce(last.seq, 0) + 1;
  new.at := clock_timestamp();
  new.previous := coalesce(last.hash, repeat('0', 64));
  new.hash := audit_hash(new);
  return new;
end $$;
create trigger chain before insert on audit_entries for each row execute function chain_audit();

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only added to' using errcode = '42501';
end $$;
create trigger final before update or delete or truncate on audit_entries for each statement execute function refuse_audit_change();
alter table audit_entries enable always trigger chain;
alter table audit_entries enable always trigger final;

-- Leave that a user gives to somebody who runs this server: to act as them once, for minutes.
create table support_accesses (
  user_id uuid not null,
  id uuid not null,
  created_at timestamptz not null default now(),
  code_hash text not null,
  -- Until when the code can be redeemed.
  expires_at timestamptz not null,
  scope text not null check (scope in ('read', 'full')),
  minutes integer not null check (minutes between 5 and 240),
  redeemed_at timestamptz,
  redeemed_by uuid,
  session_id uuid,
  -- Until when the session may last.
  ends_at timestamptz,
  -- By the user or by the end of whoever acted; null when it ran out by itself.
  ended_at timestamptz,
  primary key (user_id, id)
);
create unique index support_accesses_code on support_accesses (code_hash);
create index support_accesses_redeemer on support_accesses (redeemed_by) where ended_at is null;
