import assert from 'node:assert/strict'
import { test } from 'node:test'
import { htmlOf, markdownOf, mediaIn, withFiles } from './markup.ts'
import { clozed, render } from './templates.ts'

test('HTML becomes text that says the same, without what browsers run', () => {
  for (const [html, markdown] of [
    ['<div>one</div><div>two<br>three</div>', 'one\n\ntwo\nthree'],
    ['<ul><li>a</li><li><i>b</i></li></ul>', '- a\n\n- *b*'],
    ['a<style>b{}</style><!-- c --><script>d</script>e', 'ae'],
    ['&eacute;t&eacute; &amp; &#233; &unknown; &nbsp;x', 'été & é &unknown; x'],
    ['<ruby>漢<rt>かん</rt></ruby>', '漢(かん)'],
    ['a_b _c_ `d` 1*2 [e](f)', 'a_b \\_c\\_ \\`d\\` 1\\*2 [e\\](f)'],
    ['[latex]x_1[/latex] \\[ a*b \\] <anki-mathjax>y^2</anki-mathjax>', '\\(x_1\\) \\[ a*b \\] \\(y^2\\)'],
    ['<!-- never closed <b>x</b>', ''],
    ['a < b and <b>c', 'a \\< b and **c'],
  ] as const)
    assert.equal(markdownOf(html), markdown, html)
})

test('Markdown that becomes HTML comes back as it was, with its files', () => {
  const id = '0199c8f2-7a6b-7c1d-8e2f-3a4b5c6d7e8f'
  const text = `**a** & <b> "q"\n\n  two spaces\n![the sea](file:${id}) [sea.mp3](file:${id}) &amp; [x](file:unknown)`
  const html = htmlOf(text, () => 'sea.mp3')
  assert.ok(!html.includes('<b>'))
  const back = markdownOf(html, true)
  assert.deepEqual(mediaIn(back), ['sea.mp3', 'sea.mp3'])
  assert.equal(
    withFiles(back, () => id),
    text,
  )
  assert.match(
    withFiles(back, () => null),
    /\[the sea\] \[sea\.mp3\]/,
  )
})

test('deletions within each other are hidden and shown one at a time', () => {
  const text = '{{c1::the {{c2::big::how?}} house}} is {{c1,3::red}}}}'
  assert.equal(clozed(text, 1, 'question'), '<b>[...]</b> is <b>[...]</b>}}')
  assert.equal(clozed(text, 2, 'question'), 'the <b>[how?]</b> house is red}}')
  assert.equal(clozed(text, 2, 'answer'), 'the <b>big</b> house is red}}')
  assert.equal(clozed('{{c1::open', 1, 'question'), 'open')
})

test('conditions within each other, filters and the line between the sides work as in Anki', () => {
  const fields = new Map([
    ['A', 'a'],
    ['B', '<br>&nbsp;'],
    ['C', '<img src=x>'],
  ])
  const made = (question: string, answer = 'x', cloze: number | null = null) =>
    render({ question, answer }, { fields, cloze })
  assert.equal(made('{{#A}}1{{#B}}2{{/B}}{{^B}}3{{/B}}{{/A}}{{#C}}4{{/C}}{{^Z}}5{{/Z}}').question, '1345')
  assert.equal(made('{{text:C}}|{{type:A}}|{{tts en_US:A}}|{{Nothing}}').question, '|||')
  assert.deepEqual(made('q {{hint:A}}').hint, 'a')
  assert.equal(made('q', '{{FrontSide}}<hr id=answer>{{A}}').answer, 'a')
  assert.equal(made('q', '{{FrontSide}}: {{A}}').answer, 'q: a')
  assert.equal(made('q', 'more {{FrontSide}}<hr id=answer>{{A}}').answer, 'more q<hr id=answer>a')
  assert.equal(made('{{#c2}}two{{/c2}}{{#c1}}one{{/c1}}', 'x', 2).question, 'two')
})
