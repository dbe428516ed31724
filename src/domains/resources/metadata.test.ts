import assert from 'node:assert/strict'
import { test } from 'node:test'
import { metadataOf, typeOf } from './metadata.ts'

const PAGE = `<!doctype html><html><head><title>Plain &amp; simple</title>
<meta content='Soil for &quot;tomatoes&quot;' property='og:title'>
<meta name="description" content="Loose   and
rich.">
<meta property="og:image" content="/pictures/soil.jpg"><meta property="og:site_name" content="The Garden">
<meta property="og:type" content="video.other"></head><body></body></html>`

test('a page says its title, description, picture and kind, in whatever order and quotes', () => {
  assert.deepEqual(metadataOf(PAGE, 'https://example.org/a/b'), {
    title: 'Soil for "tomatoes"',
    description: 'Loose and rich.',
    imageUrl: 'https://example.org/pictures/soil.jpg',
    source: 'The Garden',
    type: 'video',
  })
})

test('without Open Graph the title is the page’s own, and the source is its host', () => {
  const { title, source, description, imageUrl } = metadataOf('<title>A &#8211; B</title>', 'https://www.example.org/')
  assert.deepEqual([title, source, description, imageUrl], ['A – B', 'example.org', null, null])
  assert.equal(metadataOf('no page at all', 'https://example.org/').title, null)
})

test('a picture that is no web address is none', () => {
  for (const content of [
    'javascript:alert(1)',
    'data:image/png;base64,AA',
    'file:///etc/passwd',
    'https://a:b@example.org/x.png',
  ])
    assert.equal(metadataOf(`<meta property="og:image" content="${content}">`, 'https://example.org/').imageUrl, null)
})

test('a page that is made to be slow to read is read fast', () => {
  const hostile = [
    '<meta '.repeat(50_000),
    `<meta ${'a="b" '.repeat(50_000)}>`,
    `<title ${'<'.repeat(300_000)}`,
    '&'.repeat(300_000),
  ]
  for (const page of hostile) {
    const started = performance.now()
    metadataOf(page, 'https://example.org/')
    assert.ok(performance.now() - started < 1_000, page.slice(0, 20))
  }
})

test('the kind is what the page says, then what its address looks like', () => {
  assert.equal(typeOf('article', 'https://youtube.com/watch'), 'article')
  assert.equal(typeOf('', 'https://www.youtube.com/watch?v=1'), 'video')
  assert.equal(typeOf('website', 'https://example.org/paper.PDF'), 'document')
  assert.equal(typeOf('', 'https://notyoutube.com/'), 'website')
})
