const MAX_TITLE = 60

/** A conversation's name, made of what was said first: its first sentence, cut between words. Costs nobody a token. */
export function titleFrom(said: string): string {
  const [line = ''] = said.trim().split('\n')
  const plain = line
    .replaceAll(/[#*_`>]+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
  const sentence = /^.{8,}?[.!?](?=\s)/.exec(plain)?.[0] ?? plain
  const bare = sentence.replace(/[.!,;:\s]+$/, '')
  if (bare === '') return 'Conversation'
  if (bare.length <= MAX_TITLE) return capital(bare)
  const cut = bare.slice(0, MAX_TITLE)
  return `${capital(cut.slice(0, cut.lastIndexOf(' ') > 20 ? cut.lastIndexOf(' ') : MAX_TITLE))}…`
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`
