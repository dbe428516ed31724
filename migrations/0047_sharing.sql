-- What a user shares with a friend or, by links, with guests. The item is the user's own.
create table shares (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  -- Null: nobody but those who hold a link.
  friend_id uuid check (friend_id <> user_id),
  entity text not null check (entity in ('reminder', 'note', 'habit', 'goal', 'task', 'project')),
  entity_id uuid not null,
  access text not null check (access in ('view', 'comment', 'edit')),
  -- What of the item is shown.
  fields text[] not null,
  message text,
  expires_at timestamptz,
  state text not null check (state in ('pending', 'accepted', 'declined')),
  accepted_at timestamptz,
  comment_count integer not null default 0,
  primary key (user_id, id)
);
create unique index shares_item on shares (user_id, entity, entity_id, friend_id) nulls not distinct where deleted_at is null;
create index shares_friend on shares (friend_id) where friend_id is not null;
create index shares_expiring on shares (expires_at) where deleted_at is null and expires_at is not null;
call watch('shares', 'share', '{friend_id,message}');

-- The other side of a share: what a user was given, as it stands in their own feed. Title and text are what of the item is found by
-- searching; they follow the item and go when the share ends.
create table received_shares (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  owner_id uuid,
  entity text not null,
  title text not null,
  body text,
  -- Of the item, so that whoever follows the feed knows that it has changed.
  item_version integer not null,
  comment_count integer not null default 0,
  -- The reminder that rings here for a shared one.
  reminder_id uuid,
  nudged_at timestamptz,
  primary key (user_id, id),
  constraint "received_shares__reminderId" foreign key (user_id, reminder_id) references reminders (user_id, id) on delete set null (reminder_id)
);
create index received_shares_owner on received_shares (owner_id);
create index received_shares_reminder on received_shares (user_id, reminder_id);
call watch('received_shares', 'received_share', '{owner_id,title,body}');

-- Ties the two sides together: neither of them holds the id of a row of somebody else.
create table share_grants (
  user_id uuid not null,
  share_id uuid not null,
  recipient_id uuid not null,
  received_id uuid not null,
  primary key (user_id, share_id),
  constraint "share_grants__shareId" foreign key (user_id, share_id) references shares (user_id, id) on delete cascade
);
create index share_grants_received on share_grants (recipient_id, received_id);

-- Whoever has the secret reads the shared item, without an account.
create table share_links (
  user_id uuid not null,
  id uuid not null,
  share_id uuid not null,
  hash text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  primary key (user_id, id),
  constraint "share_links__shareId" foreign key (user_id, share_id) references shares (user_id, id) on delete cascade
);
create unique index share_links_hash on share_links (hash);
create index share_links_share on share_links (user_id, share_id);

-- Said about a shared item, by its owner or by whom it was shared with; both read it.
create table share_comments (
  user_id uuid not null,
  id uuid not null,
  share_id uuid not null,
  author_id uuid not null,
  text text not null,
  created_at timestamptz not null default now(),
  primary key (user_id, id),
  constraint "share_comments__shareId" foreign key (user_id, share_id) references shares (user_id, id) on delete cascade
);
create index share_comments_share on share_comments (user_id, share_id, id);
create index share_comments_author on share_comments (author_id);

-- Shared items that have changed, for whoever tells the other side. The number in the feed keeps two changes from waiting for one row.
create table share_news (
  user_id uuid not null,
  share_id uuid not null,
  seq bigint not null,
  primary key (user_id, share_id, seq)
);

create function tell_of_shared() returns trigger language plpgsql as $$
begin
  insert into share_news (user_id, share_id, seq)
    select s.user_id, s.id, new.seq from shares s
    where s.user_id = new.user_id and s.entity = new.entity and s.entity_id = new.entity_id
      and s.friend_id is not null and s.deleted_at is null;
  return null;
end $$;
create trigger tell_of_shared after insert on changes for each row
  when (new.entity in ('reminder', 'note', 'habit', 'goal', 'task', 'project')) execute function tell_of_shared();
