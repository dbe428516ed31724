import type { Registry } from 'prom-client'
import type { Channel } from './channel.ts'
import type { Actor } from './ctx.ts'
import type { Entity } from './entity.ts'
import type { Routes } from './http.ts'
import type { Loop } from './loops.ts'
import type { During, Job } from './messages.ts'
import type { Platform } from './platform.ts'
import type { ToolSet } from './tools/tool.ts'

/** A door with tokens of its own: what is given to AI clients opens theirs and no other. */
export type Door = 'mcp'

/** Turns a bearer token into who is asking; null when the token is none of its kind. */
export interface Authenticator {
  /** Synchronous when the answer is already known, which is nearly always. */
  authenticate(token: string, door?: Door | null): Actor | Promise<Actor>
  /** Whether this session or key has ended since; asked again and again by open sockets. */
  hasEnded(actor: Actor): boolean
  close(): Promise<void>
}

/** Everything a domain plugs into the app. Read these files first: they are the table of contents. */
export interface Module {
  name: string
  /** What the tags of its operations are about, for the API reference; listed there in this order. */
  tags?: Record<string, string>
  /** HTTP, under `/api`. */
  routes?: Routes[]
  /** HTTP outside `/api` (sockets, well-known documents). */
  rootRoutes?: Routes[]
  /** Kinds of items that sync, realtime, history, restore and undo carry. */
  entities?: Entity[]
  /** What the assistant and clients of MCP may do with this domain. */
  tools?: ToolSet
  /** Sockets, described for AsyncAPI; the route itself is among `rootRoutes`. */
  channels?: Channel[]
  /** Run in the transaction of whoever published. */
  during?: During[]
  /** Run after commit, in a worker. */
  jobs?: Job[]
  /** Turned by every worker, as long as it runs. */
  loops?: (platform: Platform) => Loop[]
  /** Adds the domain's own numbers to `/metrics`; once per process, after `start`. */
  measure?: (platform: Platform, registry: Registry) => void
  /** Who signs people in; exactly one module says so. */
  authenticator?: (platform: Platform) => Promise<Authenticator>
  /** Once per process, after migrations and before the first request. */
  start?: (platform: Platform) => Promise<void>
}
