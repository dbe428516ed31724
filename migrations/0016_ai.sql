-- What questions to models took, by the asker's own day. Only ever added to; no item, and so not in the feed.
create table ai_usage (
  user_id uuid not null,
  day date not null,
  feature text not null,
  provider text not null,
  model text not null,
  calls integer not null default 0,
  input_tokens bigint not null default 0,
  output_tokens bigint not null default 0,
  -- Millionths of a US dollar.
  cost_micros bigint not null default 0,
  -- Tokens of models whose price nobody told.
  unpriced_tokens bigint not null default 0,
  primary key (user_id, day, feature, provider, model)
) with (fillfactor = 70);

-- What questions that are being answered may take at most, so that many at once cannot all spend the same remainder.
create table ai_holds (
  user_id uuid not null,
  id uuid not null,
  tokens integer not null,
  cost_micros bigint not null,
  -- A hold whose process died ends by itself.
  expires_at timestamptz not null,
  primary key (user_id, id)
);
create index ai_holds_expiry on ai_holds (expires_at);
