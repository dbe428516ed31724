-- Each of two friends has a row of their own: what they think of the other. Both change together, in one transaction.
create table friends (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  state text not null check (state in ('pending_sent', 'pending_received', 'accepted', 'declined', 'blocked')),
  -- The other user. Unknown as long as an invitation has not been accepted: nobody learns from it who has an account.
  friend_id uuid check (friend_id <> user_id),
  -- The address that was invited from here.
  email text,
  -- The address under which this user was invited by the other one.
  invited_as text,
  message text,
  accepted_at timestamptz,
  expires_at timestamptz,
  auto_accept_reminders boolean not null default false,
  auto_accept_notes boolean not null default false,
  auto_accept_others boolean not null default false,
  see_habits boolean not null default true,
  see_goals boolean not null default true,
  may_nudge boolean not null default true,
  primary key (user_id, id),
  check (deleted_at is not null or (friend_id is null) = (state = 'pending_sent'))
);
create unique index friends_friend on friends (user_id, friend_id) where deleted_at is null;
create unique index friends_email on friends (user_id, lower(email)) where deleted_at is null;
-- Who has me among their friends, and who has invited this address.
create index friends_of on friends (friend_id) where friend_id is not null;
create index friends_invited on friends (lower(email)) where state = 'pending_sent';
-- Of others nothing stays in anybody's history.
call watch('friends', 'friend', '{friend_id,email,invited_as,message}');

-- Whoever has the secret becomes a friend.
create table friend_links (
  user_id uuid not null,
  id uuid not null,
  hash text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  max_uses integer not null check (max_uses between 1 and 100),
  uses integer not null default 0 check (uses <= max_uses),
  primary key (user_id, id)
);
create unique index friend_links_hash on friend_links (hash);
