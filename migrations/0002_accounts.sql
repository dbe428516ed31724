create table users (
  id uuid primary key,
  -- Lets the feed treat a user as the one item they own about themselves.
  user_id uuid not null generated always as (id) stored,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  -- Null for people that another issuer sent without one, or with one that belongs to somebody here.
  email text,
  email_verified_at timestamptz,
  name text,
  avatar_url text,
  role text not null default 'user' check (role in ('user', 'support', 'admin')),
  tier text not null default 'free' check (tier in ('free', 'premium_monthly', 'premium_yearly')),
  status text not null default 'active' check (status in ('active', 'suspended', 'erasing')),
  timezone text not null default 'UTC',
  locale text not null default 'en',
  day_starts_at text not null default '00:00',
  week_starts_on text not null default 'mo' check (week_starts_on in ('mo', 'tu', 'we', 'th', 'fr', 'sa', 'su')),
  preferences jsonb not null default '{}'
);
create unique index users_email on users (lower(email));
call watch('users', 'user');

-- What proves who somebody is. Never in the feed, never on the wire.
create table credentials (
  user_id uuid primary key,
  password_hash text,
  totp_secret text,
  totp_confirmed_at timestamptz,
  -- The last time step that was accepted: a code works once.
  totp_last_step bigint,
  recovery_hashes text[] not null default '{}',
  updated_at timestamptz not null default now()
);

-- Who this is at another identity provider.
create table identities (
  issuer text not null,
  subject text not null,
  user_id uuid not null,
  email text,
  created_at timestamptz not null default now(),
  primary key (issuer, subject)
);
create index identities_user on identities (user_id);

create table sessions (
  user_id uuid not null,
  id uuid not null,
  created_at timestamptz not null default now(),
  last_used_at timestamptz not null default now(),
  expires_at timestamptz not null,
  absolute_expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_reason text,
  user_agent text,
  ip text,
  primary key (user_id, id)
);

-- Every refresh token of a session's line; all but the newest have been used.
create table refresh_tokens (
  token_hash text primary key,
  user_id uuid not null,
  session_id uuid not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  foreign key (user_id, session_id) references sessions (user_id, id) on delete cascade
);
create index refresh_tokens_session on refresh_tokens (user_id, session_id);

-- Sessions and keys that ended, and users who may not enter, for as long as a token of theirs could still be believed.
create table revocations (
  id uuid primary key,
  at timestamptz not null default now()
);
create index revocations_at on revocations (at);

-- Codes and links sent by mail: single use, short-lived, few guesses.
create table one_time_codes (
  user_id uuid not null,
  purpose text not null check (purpose in ('verify_email', 'reset_password', 'change_email')),
  code_hash text not null,
  link_hash text not null,
  email text not null,
  expires_at timestamptz not null,
  attempts integer not null default 0,
  primary key (user_id, purpose)
);
create unique index one_time_codes_link on one_time_codes (link_hash);

-- A sign-in at another provider that has begun and not come back yet.
create table oidc_flows (
  state_hash text primary key,
  provider text not null,
  nonce text not null,
  code_verifier text not null,
  return_to text,
  created_at timestamptz not null default now()
);
create index oidc_flows_created on oidc_flows (created_at);

create table signing_keys (
  kid text primary key,
  alg text not null,
  private_jwk jsonb not null,
  public_jwk jsonb not null,
  created_at timestamptz not null default now(),
  -- No longer signs; still verifies until every token it signed has expired.
  retired_at timestamptz
);

create table api_keys (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  name text not null,
  prefix text not null,
  hash text not null,
  scopes text[] not null,
  expires_at timestamptz not null,
  primary key (user_id, id)
);
create unique index api_keys_hash on api_keys (hash);
call watch('api_keys', 'api_key', '{hash}');

-- Beside the keys, so that being used is not a change of the key.
create table api_key_uses (
  user_id uuid not null,
  api_key_id uuid not null,
  last_used_at timestamptz not null,
  primary key (user_id, api_key_id),
  foreign key (user_id, api_key_id) references api_keys (user_id, id) on delete cascade
);

create table onboardings (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  answers jsonb not null default '{}',
  completed_steps integer[] not null default '{}',
  completed_at timestamptz,
  primary key (user_id, id)
);
call watch('onboardings', 'onboarding');
