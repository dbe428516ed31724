create table notifications (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  kind text not null,
  title text not null,
  body text,
  -- What it is about; no reference, because it outlives that.
  entity text,
  entity_id uuid,
  occurrence text,
  -- The sender's name for this very event: a second notice with it does nothing.
  key text not null,
  urgent boolean not null default false,
  read_at timestamptz,
  primary key (user_id, id)
) with (fillfactor = 90);
create unique index notifications_key on notifications (user_id, key);
create index notifications_unread on notifications (user_id, id desc) where read_at is null and deleted_at is null;
call watch('notifications', 'notification');

-- Where push messages go: an app on a phone or a browser.
create table devices (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  kind text not null check (kind in ('web_push', 'fcm', 'expo')),
  -- The token of FCM or Expo, or the endpoint of a web push subscription: whoever knows it can write to the device.
  token text not null,
  -- { p256dh, auth } of a web push subscription
  keys jsonb,
  platform text check (platform in ('ios', 'android', 'web')),
  name text,
  disabled_at timestamptz,
  disabled_reason text,
  primary key (user_id, id),
  check ((kind = 'web_push') = (keys is not null))
);
create unique index devices_own_token on devices (user_id, kind, token) where deleted_at is null;
create index devices_token on devices (kind, token) where deleted_at is null;
call watch('devices', 'device', '{token,keys}');

create table channels (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  kind text not null check (kind in ('email', 'ntfy', 'webhook')),
  name text not null,
  -- Null for e-mail, which goes to the account's own confirmed address.
  url text,
  -- Signs webhooks and the unsubscribe links of mails.
  secret text not null,
  previous_secret text,
  previous_secret_until timestamptz,
  -- What ntfy asks for on protected topics.
  access_token text,
  disabled_at timestamptz,
  disabled_reason text,
  primary key (user_id, id),
  check ((kind = 'email') = (url is null))
);
call watch('channels', 'channel', '{secret,previous_secret,access_token}');

-- Beside devices and channels, so that being used is not a change of them. target_id is the id of one of either.
create table target_health (
  user_id uuid not null,
  target_id uuid not null,
  last_success_at timestamptz,
  last_failure_at timestamptz,
  last_error text,
  consecutive_failures integer not null default 0,
  primary key (user_id, target_id)
) with (fillfactor = 70);

-- One notification on its way to one target: queue, record and log in one.
create table deliveries (
  user_id uuid not null,
  id uuid not null,
  notification_id uuid not null,
  channel text not null check (channel in ('in_app', 'web_push', 'fcm', 'expo', 'email', 'ntfy', 'webhook')),
  -- The device or channel; the user themselves for in_app. No reference, because the record outlives the target.
  target_id uuid not null,
  key text not null,
  state text not null default 'waiting' check (state in ('waiting', 'held', 'delivered', 'digested', 'failed', 'dropped')),
  -- When it may be tried; whoever takes it moves this ahead, so that it comes back if they die.
  due_at timestamptz not null default now(),
  attempts integer not null default 0,
  status integer,
  error text,
  receipt text,
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  primary key (user_id, id),
  constraint "deliveries__notificationId" foreign key (user_id, notification_id) references notifications (user_id, id) on delete cascade
) with (fillfactor = 70);
create unique index deliveries_once on deliveries (user_id, key, target_id);
create index deliveries_notification on deliveries (user_id, notification_id);
create index deliveries_target on deliveries (user_id, target_id, id desc);
create index deliveries_due on deliveries (channel, due_at) where state = 'waiting';
create index deliveries_held on deliveries (due_at) where state = 'held';
create index deliveries_created on deliveries (created_at);
-- Tickets of Expo's push service, whose receipts are still to be read.
create index deliveries_receipts on deliveries (delivered_at) where channel = 'expo' and receipt is not null;

-- Until when somebody's daily or weekly reports have told them.
create table report_times (
  user_id uuid primary key,
  told_until timestamptz not null
);

-- Names this server to push services (VAPID, RFC 8292): subscriptions are bound to it, so it never changes.
create table web_push_keys (
  only_row boolean primary key default true check (only_row),
  public_key text not null,
  private_key text not null
);
