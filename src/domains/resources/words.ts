/** Words that say nothing of what something is about. */
const EMPTY = new Set(
  'a about all an and are as at basics be beginner beginners better by can course do each every finish for from get go goal good guide have how i in into introduction is it its learn learning lesson make me month more my new of on or our play practice practise read start study than that the this to understand use want week what with year you your'.split(
    ' ',
  ),
)

/** The words of a text that say what it is about: in small letters, without accents and without a plural's s. */
export function wordsOf(text: string): Set<string> {
  const plain = text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
  const words = plain.match(/[\p{L}\p{N}+#]+/gu) ?? []
  return new Set(words.filter((word) => !EMPTY.has(word)).map((word) => word.replace(/(?<=\p{L}{3})(?<!s)s$/u, '')))
}
