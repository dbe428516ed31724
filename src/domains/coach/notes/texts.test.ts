import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sectionsOf } from './outline.ts'
import { textOfPage } from './pages.ts'
import { proofread } from './proofreading.ts'
import { readabilityOf, syllablesIn } from './readability.ts'
import { mainSentences, textRank } from './textrank.ts'

test('syllables are counted as they are spoken', () => {
  const words: [string, number][] = [
    ['cat', 1],
    ['table', 2],
    ['make', 1],
    ['wanted', 2],
    ['played', 1],
    ['boxes', 2],
    ['reading', 2],
    ['beautiful', 3],
  ]
  for (const [word, syllables] of words) assert.equal(syllablesIn(word), syllables, word)
})

test('short words in short sentences read more easily than long ones, and a line says nothing', () => {
  const easy = readabilityOf('The cat sat on the mat. The dog ran to the door. '.repeat(3))
  const hard = readabilityOf(
    'Institutional considerations necessitate comprehensive interdisciplinary documentation. '.repeat(6),
  )
  assert.ok(easy && hard && easy.score > 100 && hard.score < 0)
  assert.equal(readabilityOf('Too short.'), null)
})

test('the sentence that shares most with the others ranks first, one that shares nothing last', () => {
  const sentences = [
    'Loose soil holds water.',
    'Compost makes loose soil that holds water.',
    'Monday was rainy weather.',
    'Roots want loose soil.',
  ]
  const ranks = textRank(sentences)
  assert.equal(ranks.indexOf(Math.max(...ranks)), 0)
  assert.equal(ranks.indexOf(Math.min(...ranks)), 2)
  assert.deepEqual(mainSentences(sentences, 2).length, 2)
  assert.deepEqual(mainSentences([], 3), [])
})

test('proofreading leaves code, addresses, links, tables and what may stand twice as they are', () => {
  const kept = [
    '`the  the`',
    '```js\nlet a  = 1 ;\nthe the\n```',
    'https://a.example/x,y',
    '[[A  A]]',
    '| a  | b |',
    'He had had enough, and that that was so.',
  ]
  for (const text of kept) assert.deepEqual(proofread(text), { content: text, changes: [] }, text)
  assert.equal(
    proofread('It is is here ,and  there,too; i am sure .').content,
    'It is here ,and there, too; I am sure .',
  )
})

test('headings in a fence are none', () => {
  const sections = sectionsOf('Intro\n# One ##\ntext\n```\n# no\n```\n## Two\n')
  assert.deepEqual(
    sections.map(({ heading, level }) => [heading, level]),
    [
      [null, 0],
      ['One', 1],
      ['Two', 2],
    ],
  )
})

test('a page gives its title and what it says, not what it would run or show around it', () => {
  const page =
    '<title>A &#38; B</title><body><SCRIPT>evil("…")</SCRIPT><main><p>Caf&eacute; and bread are served all day.</p><aside>Buy now, only today, at half the price.</aside></main>'
  assert.deepEqual(textOfPage(page), { title: 'A & B', text: 'Café and bread are served all day.' })
})

test('texts made to take long do not', () => {
  const started = performance.now()
  for (const piece of ['<script', '<article>', '<p', '<!--', '<meta property="og:title" ', '&amp', '<nav>'])
    textOfPage(piece.repeat(100_000))
  for (const piece of ['a', 'a ', ' ', '#', '`', 'ab,', '[[', '\n']) proofread(piece.repeat(100_000))
  assert.ok(performance.now() - started < 8_000, `${performance.now() - started} ms`)
})
