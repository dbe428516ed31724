import type { Wish } from './rules-plan.ts'
import { contentWords, type Item, type Recipes, theOne } from './rules-wishes.ts'

/** Friends. An invitation leaves the house, so it waits for the user whatever was allowed. */
export const peopleRecipes: Recipes = {
  add_friend: {
    tool: 'friends_invite',
    ability: 'invite friends',
    intent: ({ entities: { person } }) => `Invite ${person ?? 'a friend'}`,
    arguments: ({ text, entities: { person } }) => {
      const email = ADDRESS.exec(text)?.[0]
      if (email !== undefined) return { email }
      return `At which e-mail address shall I invite ${person ?? 'them'}? Or make a link for them under your friends.`
    },
    tell: (_, answer) => `Invited ${(answer as { email?: string } | null)?.email ?? 'them'}.`,
  },
  share_item: {
    tool: 'search_items',
    ability: 'share what you have with a friend',
    intent: ({ entities: { title, person } }) => `Share “${title ?? 'it'}” with ${person ?? 'a friend'}`,
    arguments: ({ entities: { title, person } }) => {
      const words = contentWords(title ?? '').filter((word) => !KINDS.test(word))
      if (words.length === 0) return 'What shall I share? Name the note, habit, goal, task, project or reminder.'
      if (person === null) return `With whom shall I share “${title}”? Name the friend.`
      return { q: words.join(' '), types: 'note,habit,goal,task,project,reminder', limit: 5 }
    },
    next: (wish, found) => {
      const one = sharedOf(wish, found)
      return typeof one === 'string' ? one : { tool: 'friends_list', arguments: { state: 'accepted', limit: 20 } }
    },
    last: (wish, friends, [found]) => {
      const one = sharedOf(wish, found)
      const friend = theOne('friend', wish.entities.person ?? '', friends) as string | (Item & { friendId?: unknown })
      if (typeof one === 'string') return one
      if (typeof friend === 'string') return friend
      const { entity, id: entityId } = one
      return { tool: 'shares_create', arguments: { entity, entityId, friendId: friend.friendId } }
    },
    tell: ({ entities: { title, person } }) => `Shared “${title}” with ${person}.`,
  },
}

/** What kind of thing it is says nothing about which. */
const KINDS = /^(?:notes?|habits?|goals?|tasks?|projects?|reminders?|lists?)$/

function sharedOf({ entities: { title } }: Wish, found: unknown): (Item & { entity?: unknown }) | string {
  const words = contentWords(title ?? '').filter((word) => !KINDS.test(word))
  return theOne('item', words.join(' '), found)
}

const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/
