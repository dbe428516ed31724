create table conversations (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  -- Null until the first exchange has given it one.
  title text,
  -- How the assistant speaks here; null goes by the user's preference.
  mode text check (mode in ('language_matching', 'anticipate_and_guide', 'reflect_and_mirror', 'remind_and_reground', 'nudge_and_challenge')),
  pinned boolean not null default false,
  archived boolean not null default false,
  -- The last message of the branch that is being read.
  leaf_id uuid,
  message_count integer not null default 0,
  -- When something was last said; to the millisecond, as it is a page's position.
  active_at timestamptz not null default date_trunc('milliseconds', now()),
  primary key (user_id, id)
);
create index conversations_active on conversations (user_id, active_at desc, id desc);
call watch('conversations', 'conversation');

-- A tree: whoever edits or asks again adds a sibling. No items of the feed: a conversation changes with each of its messages.
create table chat_messages (
  user_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  parent_id uuid,
  role text not null check (role in ('user', 'assistant')),
  state text not null check (state in ('queued', 'streaming', 'done', 'interrupted', 'cancelled', 'failed')),
  content text not null default '',
  -- What was open on the user's screen.
  context jsonb,
  -- Tools that were called for an answer, with what came of it.
  tool_calls jsonb,
  -- Items of the user that an answer rests on.
  citations jsonb,
  -- Who answered, and what it took.
  meta jsonb,
  -- The newest attempt at an answer.
  generation_id uuid,
  created_at timestamptz not null default now(),
  primary key (user_id, id),
  constraint "chat_messages__conversationId" foreign key (user_id, conversation_id) references conversations (user_id, id) on delete cascade,
  constraint "chat_messages__parentId" foreign key (user_id, parent_id) references chat_messages (user_id, id) on delete cascade
);
create index chat_messages_conversation on chat_messages (user_id, conversation_id, id);
create index chat_messages_parent on chat_messages (user_id, parent_id);

-- An answer in the making. Whichever process runs it says so again and again; of one that died it is marked interrupted.
create table chat_generations (
  user_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  message_id uuid not null,
  state text not null check (state in ('queued', 'running', 'done', 'interrupted', 'cancelled', 'failed')),
  -- In whose name it acts: as the request that asked for it.
  via text,
  scopes text[],
  -- Told by a process that does not run it.
  cancel_requested boolean not null default false,
  created_at timestamptz not null default now(),
  beat_at timestamptz,
  ended_at timestamptz,
  primary key (user_id, id),
  constraint "chat_generations__conversationId" foreign key (user_id, conversation_id) references conversations (user_id, id) on delete cascade,
  constraint "chat_generations__messageId" foreign key (user_id, message_id) references chat_messages (user_id, id) on delete cascade
);
-- One at a time: whoever writes meanwhile waits for their turn.
create unique index chat_generations_running on chat_generations (user_id, conversation_id) where state = 'running';
create index chat_generations_conversation on chat_generations (user_id, conversation_id, id);
create index chat_generations_message on chat_generations (user_id, message_id);
create index chat_generations_open on chat_generations (state, beat_at) where state in ('queued', 'running');
create index chat_generations_ended on chat_generations (ended_at);

-- What a generation said, in batches, for whoever reads it in another process or later.
create table chat_events (
  user_id uuid not null,
  generation_id uuid not null,
  -- The offset of the first event in it.
  first_offset integer not null,
  events jsonb not null,
  primary key (user_id, generation_id, first_offset),
  constraint "chat_events__generationId" foreign key (user_id, generation_id) references chat_generations (user_id, id) on delete cascade
);
