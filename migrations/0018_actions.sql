-- What the assistant wants to do, or did, on somebody's behalf.
create table actions (
  user_id uuid not null,
  id uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  deleted_at timestamptz,
  tool text not null,
  effect text not null check (effect in ('read', 'write', 'destructive', 'outbound')),
  summary text not null,
  -- As they came; checked again before they are used.
  arguments jsonb not null,
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'rejected', 'done', 'failed', 'undone')),
  decided_by text check (decided_by in ('user', 'policy', 'time')),
  channel text not null check (channel in ('chat', 'voice', 'mcp', 'agent')),
  -- Where it came up. Conversations come and go; what was done stays.
  conversation_id uuid,
  message_id uuid,
  reason text,
  result jsonb,
  error jsonb,
  expires_at timestamptz not null,
  decided_at timestamptz,
  done_at timestamptz,
  undone_at timestamptz,
  primary key (user_id, id),
  check (state <> 'done' or done_at is not null),
  check (state = 'proposed' or decided_at is not null)
);
create index actions_state on actions (user_id, state, id desc);
create index actions_conversation on actions (user_id, conversation_id, id) where conversation_id is not null;
create index actions_open on actions (expires_at) where state = 'proposed';
-- What an action answered may quote anything of its user's: it stands in the action and not in the history.
call watch('actions', 'action', '{result}');

create table action_policies (
  user_id uuid not null,
  tool text not null,
  policy text not null check (policy in ('ask', 'auto', 'never')),
  primary key (user_id, tool)
);

-- Everything that one action changed.
create index changes_assistant on changes (user_id, actor, seq) where actor like 'assistant:%';
