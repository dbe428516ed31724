-- What was given back of what was paid, and what a bank took back. Names nobody, so that it stays when an account goes.
create table revenue_refunds (
  id text primary key,
  kind text not null check (kind in ('refund', 'charge', 'credit_note', 'dispute')),
  -- Of which charge: one charge may be told of by its refunds, one by one, and by the sum of them.
  charge_id text not null,
  at timestamptz not null,
  -- Of the kind `charge` the sum of all that was given back of it until then.
  amount_cents integer not null check (amount_cents >= 0),
  currency text not null,
  -- Came to nothing: a refund that failed, a note that was voided, a dispute that was won. It stays so.
  is_void boolean not null default false
);
create index revenue_refunds_at on revenue_refunds (at);
create index revenue_refunds_charge on revenue_refunds (charge_id);
