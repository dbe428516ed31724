create table rewards (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  title text not null,
  description text,
  category text not null default 'custom'
    check (category in ('quick_treat', 'daily_delight', 'weekly_reward', 'big_unlock', 'custom')),
  point_cost integer not null check (point_cost > 0),
  icon text,
  image_url text,
  is_automated boolean not null default false,
  automation_instructions text,
  cooldown_hours integer check (cooldown_hours > 0),
  max_per_day integer check (max_per_day > 0),
  status text not null default 'active' check (status in ('active', 'locked', 'archived')),
  -- When it was last redeemed, not counting what was undone; the cooldown runs from here.
  last_redeemed_at timestamptz,
  primary key (user_id, id)
);
call watch('rewards', 'reward');

create table redemptions (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  reward_id uuid not null,
  -- As they were then: a reward may be renamed and repriced.
  title text not null,
  points_spent integer not null check (points_spent > 0),
  note text,
  redeemed_at timestamptz not null,
  undone_at timestamptz,
  primary key (user_id, id),
  constraint "redemptions__rewardId" foreign key (user_id, reward_id) references rewards (user_id, id)
);
create index redemptions_reward on redemptions (user_id, reward_id, redeemed_at desc);
call watch('redemptions', 'redemption');

-- What the entries of a user's ledger add up to. Only the trigger on wallet_postings writes it.
create table wallets (
  user_id uuid primary key,
  balance bigint not null default 0 check (balance >= 0),
  -- Points that were taken back after they had been spent: the next ones pay for them.
  owed bigint not null default 0 check (owed >= 0),
  lifetime_earned bigint not null default 0 check (lifetime_earned >= 0),
  lifetime_spent bigint not null default 0 check (lifetime_spent >= 0)
) with (fillfactor = 70);

create table wallet_transactions (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz check (deleted_at is null),
  at timestamptz not null,
  kind text not null check (kind in ('earn', 'spend', 'refund', 'reversal', 'settlement', 'adjustment')),
  -- What it stands for: task:<id>, redemption:<id> … It can stand for it once until it is reversed.
  source text not null,
  description text not null,
  entity text,
  entity_id uuid,
  reverses_id uuid,
  reversed_at timestamptz,
  -- By how much it raised what was ever earned, or (below zero) ever spent.
  lifetime bigint not null default 0,
  primary key (user_id, id),
  constraint "wallet_transactions__reversesId" foreign key (user_id, reverses_id) references wallet_transactions (user_id, id),
  check ((reverses_id is not null) = (kind in ('refund', 'reversal')))
);
create unique index wallet_transactions_source on wallet_transactions (user_id, source) where reverses_id is null and reversed_at is null;
create unique index wallet_transactions_reverses on wallet_transactions (user_id, reverses_id) where reverses_id is not null;
create index wallet_transactions_sources on wallet_transactions (user_id, source);
call watch('wallet_transactions', 'wallet_transaction');

-- The two or three sides of a transaction. `wallet` is what the user has, `owed` (below zero) what the user owes; the others are
-- where points come from and go to.
create table wallet_postings (
  user_id uuid not null,
  transaction_id uuid not null,
  account text not null check (account in ('wallet', 'owed', 'tasks', 'habits', 'metrics', 'rewards', 'adjustments')),
  amount bigint not null check (amount <> 0),
  primary key (user_id, transaction_id, account),
  constraint "wallet_postings__userId" foreign key (user_id) references wallets (user_id),
  constraint "wallet_postings__transactionId" foreign key (user_id, transaction_id) references wallet_transactions (user_id, id)
);

-- All postings of a transaction come in one statement and add up to zero; the wallet moves with them.
create function apply_postings() returns trigger language plpgsql as $$
begin
  if exists (
      select from wallet_postings p
      join (select user_id, transaction_id, count(*) as came from added group by user_id, transaction_id) a using (user_id, transaction_id)
      group by user_id, transaction_id, a.came having sum(p.amount) <> 0 or count(*) <> a.came) then
    raise exception 'the postings of a transaction add up to zero and come together'
      using errcode = 'check_violation', constraint = 'wallet_postings_balanced';
  end if;
  update wallets w
    set balance = w.balance + s.balance, owed = w.owed + s.owed,
        lifetime_earned = w.lifetime_earned + s.earned, lifetime_spent = w.lifetime_spent + s.spent
    from (select t.user_id, coalesce(sum(a.balance), 0) as balance, coalesce(sum(a.owed), 0) as owed,
            sum(greatest(t.lifetime, 0)) as earned, sum(greatest(-t.lifetime, 0)) as spent
          from (select user_id, transaction_id, sum(amount) filter (where account = 'wallet') as balance,
                  -sum(amount) filter (where account = 'owed') as owed
                from added group by user_id, transaction_id) a
          join wallet_transactions t on t.user_id = a.user_id and t.id = a.transaction_id
          group by t.user_id) s
    where w.user_id = s.user_id;
  return null;
end $$;
create trigger apply after insert on wallet_postings referencing new table as added for each statement execute function apply_postings();

create function require_postings() returns trigger language plpgsql as $$
begin
  if not exists (select from wallet_postings where user_id = new.user_id and transaction_id = new.id) then
    raise exception 'a transaction has postings' using errcode = 'check_violation', constraint = 'wallet_transactions_posted';
  end if;
  return null;
end $$;
create constraint trigger posted after insert on wallet_transactions deferrable initially deferred
  for each row execute function require_postings();

-- A balance that no posting explains cannot be written.
create function refuse_unexplained_balance() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and pg_trigger_depth() < 2
      or tg_op = 'INSERT' and (new.balance, new.owed, new.lifetime_earned, new.lifetime_spent) <> (0, 0, 0, 0) then
    raise exception 'a wallet changes by its postings alone' using errcode = 'check_violation', constraint = 'wallets_explained';
  end if;
  return new;
end $$;
create trigger explained before insert or update on wallets for each row execute function refuse_unexplained_balance();

-- The past is not rewritten: a transaction can be marked as reversed, once, and nothing else. Only an account that is being erased
-- loses its ledger.
create function keep_ledger() returns trigger language plpgsql as $$
declare
  free text[] := '{reversed_at,version,updated_at}';
begin
  if tg_op = 'DELETE' then
    if not exists (select from users where id = old.user_id and status <> 'erasing') then return old; end if;
  elsif tg_table_name = 'wallet_transactions' then
    if to_jsonb(old) ->> 'reversed_at' is null and to_jsonb(new) - free = to_jsonb(old) - free then return new; end if;
  end if;
  raise exception 'the ledger is only added to' using errcode = 'check_violation', constraint = tg_table_name || '_kept';
end $$;
create trigger kept before update or delete on wallet_transactions for each row execute function keep_ledger();
create trigger kept before update or delete on wallet_postings for each row execute function keep_ledger();
