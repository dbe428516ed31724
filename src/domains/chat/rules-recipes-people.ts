import type { Recipes } from './rules-wishes.ts'

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
}

const ADDRESS = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/
