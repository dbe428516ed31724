-- Sessions that somebody has given to a program (OAuth 2.1): to whom, and what it may do there. Null is the user in person.
alter table sessions add column client_id uuid, add column scopes text[];

-- Programs that have introduced themselves (RFC 7591). They have no secret: whoever copies one's name gets nothing by it.
create table oauth_clients (
  id uuid primary key,
  name text not null,
  redirect_uris text[] not null,
  created_at timestamptz not null default now()
);
create index oauth_clients_created on oauth_clients (created_at);

-- What somebody has allowed a program, on its way there through their browser: good once and for two minutes.
create table oauth_codes (
  code_hash text primary key,
  user_id uuid not null,
  client_id uuid not null,
  redirect_uri text not null,
  code_challenge text not null,
  scopes text[] not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  -- What came of it, to be ended when the code comes a second time.
  session_id uuid
);
create index oauth_codes_expires on oauth_codes (expires_at);
