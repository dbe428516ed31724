import { z } from 'zod'
import { message } from '#core/messages.ts'

/** Told in the transaction that deletes it: whoever refers to it lets go of it there. */
export const FileDeleted = message('files.file_deleted', z.object({ fileId: z.uuid() }))
