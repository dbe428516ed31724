-- What somebody has paid for, and what was granted by hand: one row for each user who ever came near a payment.
create table subscriptions (
  user_id uuid primary key,
  created_at timestamptz not null default now(),
  -- Names of the payment provider.
  customer_id text,
  subscription_id text,
  -- What was bought, as the provider has it.
  plan text check (plan in ('premium_monthly', 'premium_yearly')),
  state text check (state in ('trialing', 'active', 'past_due', 'ended')),
  ended_by text check (ended_by in ('user', 'payment')),
  amount_cents integer,
  currency text,
  started_at timestamptz,
  period_ends_at timestamptz,
  trial_ends_at timestamptz,
  cancel_at_period_end boolean not null default false,
  past_due_since timestamptz,
  ended_at timestamptz,
  -- There is one trial for each user.
  trial_used_at timestamptz,
  -- What an administrator gave.
  granted_plan text check (granted_plan in ('premium_monthly', 'premium_yearly')),
  granted_at timestamptz,
  granted_until timestamptz,
  granted_reason text,
  -- Every question to the provider takes a number; an answer is written only if no later question was answered before.
  asked integer not null default 0,
  answered integer not null default 0,
  synced_at timestamptz,
  -- The checkout that is open, and how many there were.
  checkout_id text,
  checkout_url text,
  checkout_plan text,
  checkout_expires_at timestamptz,
  checkout_attempt integer not null default 0,
  -- When time alone changes what this row means.
  check_at timestamptz,
  check ((plan is null) = (state is null))
);
create unique index subscriptions_customer on subscriptions (customer_id) where customer_id is not null;
create index subscriptions_check on subscriptions (check_at) where check_at is not null;
create index subscriptions_synced on subscriptions (synced_at) where customer_id is not null;

-- Of accounts that are gone: customers whose subscriptions have to end at the provider. Names nobody.
create table billing_erasures (
  customer_id text primary key,
  at timestamptz not null default now()
);

create function end_subscription() returns trigger language plpgsql as $$
begin
  insert into billing_erasures (customer_id) values (old.customer_id) on conflict do nothing;
  return null;
end $$;
-- Whoever deletes the row, and however, cannot leave somebody paying for an account that is gone.
create trigger end_at_provider after delete on subscriptions for each row
  when (old.customer_id is not null) execute function end_subscription();

-- What was used of each feature in a month or week, which is named by its first day.
create table entitlement_uses (
  user_id uuid not null,
  feature text not null,
  period_start date not null,
  used integer not null check (used >= 0),
  primary key (user_id, feature, period_start)
);

-- Every event that the provider has sent, once.
create table billing_events (
  id text primary key,
  type text not null,
  customer_id text,
  -- By the provider's clock.
  created_at timestamptz not null,
  received_at timestamptz not null,
  outcome text not null check (outcome in ('waiting', 'applied', 'ignored', 'unknown_customer')),
  settled_at timestamptz
);
create index billing_events_waiting on billing_events (customer_id, received_at) where outcome = 'waiting';

-- How the revenue came about. Names nobody, so that it stays when an account goes.
create table revenue_changes (
  id uuid primary key,
  at timestamptz not null,
  kind text not null check (kind in ('started', 'upgraded', 'downgraded', 'canceled', 'expired')),
  plan text not null,
  -- By how much the monthly revenue changed.
  mrr_cents integer not null,
  currency text not null
);
create index revenue_changes_at on revenue_changes (at);

create table revenue_payments (
  invoice_id text primary key,
  at timestamptz not null,
  amount_cents integer not null,
  currency text not null
);
create index revenue_payments_at on revenue_payments (at);
