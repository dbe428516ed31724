import { type ChatEvent, isLast, type NewEvent } from './documents.ts'

/** Everything one answer in the making has said, in order; any number of readers follow it at their own pace. */
export class EventLog {
  readonly generationId: string
  readonly events: ChatEvent[] = []
  #news = Promise.withResolvers<void>()

  constructor(generationId: string) {
    this.generationId = generationId
  }

  get isOver(): boolean {
    const last = this.events.at(-1)
    return last !== undefined && isLast(last)
  }

  /** The event as it will stand: for writing it down before anybody hears of it. */
  draft(event: NewEvent): ChatEvent {
    const { type, ...rest } = event
    // The order of the fields is for people who read them; the type is that of the event.
    return { type, generationId: this.generationId, offset: this.events.length + 1, ...rest } as ChatEvent
  }

  push(event: ChatEvent) {
    this.events.push(event)
    this.#wake()
  }

  add(event: NewEvent) {
    this.push(this.draft(event))
  }

  /** Everything behind this offset, as it comes, until the last event or until `signal` says that nobody reads any more. */
  async *after(offset: number, signal: AbortSignal): AsyncGenerator<ChatEvent> {
    const wake = () => this.#wake()
    signal.addEventListener('abort', wake, { once: true })
    try {
      for (let at = Math.max(0, offset); !signal.aborted; ) {
        const event = this.events[at]
        if (event !== undefined) {
          at++
          yield event
          if (isLast(event)) return
        } else if (this.isOver) return
        else await this.#news.promise
      }
    } finally {
      signal.removeEventListener('abort', wake)
    }
  }

  #wake() {
    const { resolve } = this.#news
    this.#news = Promise.withResolvers<void>()
    resolve()
  }
}
