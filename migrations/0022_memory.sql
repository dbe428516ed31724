-- What the assistant is to know about somebody, said by themselves.
create table memories (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  text text not null,
  -- Without capitals, marks and spaces to spare: the same is not kept twice.
  normalised text not null,
  kind text not null default 'other'
    check (kind in ('identity', 'health', 'preference', 'relationship', 'routine', 'goal', 'instruction', 'other')),
  -- What there is only one of: a name, a home. The newest one counts.
  slot text,
  scope text not null default 'all' check (scope in ('all', 'conversation', 'personality')),
  conversation_id uuid,
  personality text check (personality in
    ('language_matching', 'anticipate_and_guide', 'reflect_and_mirror', 'remind_and_reground', 'nudge_and_challenge')),
  -- Which of them it is for, as one value.
  audience text not null generated always as (scope || coalesce(':' || conversation_id::text, '') || coalesce(':' || personality, '')) stored,
  source text not null check (source in ('user', 'message')),
  source_message_id uuid,
  source_conversation_id uuid,
  confidence real not null default 1 check (confidence between 0 and 1),
  expires_at timestamptz,
  embedding vector,
  embedding_model text,
  primary key (user_id, id),
  check ((scope = 'conversation') = (conversation_id is not null)),
  check ((scope = 'personality') = (personality is not null)),
  check ((source = 'message') = (source_message_id is not null))
);
create unique index memories_text on memories (user_id, audience, normalised) where deleted_at is null;
create unique index memories_slot on memories (user_id, audience, slot) where slot is not null and deleted_at is null;
create index memories_expiry on memories (expires_at) where expires_at is not null and deleted_at is null;
call watch('memories', 'memory', '{embedding,embedding_model}');

-- Being told to the assistant is no change of a fact.
create table memory_uses (
  user_id uuid not null,
  memory_id uuid not null,
  last_used_at timestamptz not null,
  primary key (user_id, memory_id),
  constraint "memory_uses__memoryId" foreign key (user_id, memory_id) references memories (user_id, id) on delete cascade
);
