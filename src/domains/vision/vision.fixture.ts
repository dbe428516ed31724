import sharp from 'sharp'
import { actingAs } from '#core/ctx.ts'
import { newId } from '#core/ids.ts'
import { formOf } from '#test/forms.ts'
import type { Body, Caller, TestApp } from '#test/harness.ts'
import type { MediaReply } from '#test/media-server.ts'
import { drawTile } from './drawing.service.ts'

/** What an image model answers with. */
export async function aPicture(): Promise<MediaReply> {
  const image = sharp({ create: { width: 1_024, height: 1_024, channels: 3, background: '#884422' } })
  return { json: { created: 1, data: [{ b64_json: (await image.png().toBuffer()).toString('base64') }] } }
}

export const aBoard = async (by: Caller, fields: object = {}): Promise<Body> =>
  (await by.post('/vision/boards', { title: 'A life by the sea', ...fields })).body

export const aTile = async (by: Caller, boardId: string, fields: object): Promise<Body> =>
  (await by.post(`/vision/boards/${boardId}/tiles`, fields)).body

export const aFile = async (by: Caller): Promise<Body> =>
  (await by.post('/files', formOf({ file: 'the bytes', name: `${newId()}.jpg` }))).body

/** What the job does for a tile's present try, in this process. */
export function drawNow(app: TestApp, { userId }: Caller, tile: Body, attempt = 1): Promise<void> {
  const ctx = actingAs({ ...app.platform.base, actor: null }, userId, 'job:vision.draw')
  return drawTile(ctx, app.platform.reach, { tileId: tile.id, attempt })
}
