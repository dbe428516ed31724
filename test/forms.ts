/** A picture of 16 × 12 green pixels. */
export const JPEG = Buffer.from(
  '/9j/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAMABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAX/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFQEBAQAAAAAAAAAAAAAAAAAAAwX/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADAMBAAIRAxEAPwCGABFf/9k=',
  'base64',
)

/** What stands for the bytes of a form's field where an example can only say that there are some, by the field's name. */
const SAMPLES: Record<string, File> = {
  file: new File([JPEG], 'garden.jpg', { type: 'image/jpeg' }),
  audio: new File([silence(1)], 'memo.wav', { type: 'audio/wav' }),
}

/** A form as a browser sends it: files as they are, everything else as text. */
export function formOf(fields: object): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    const sample = value === 'the bytes' ? SAMPLES[name] : value
    if (sample instanceof Blob) form.append(name, sample, sample instanceof File ? sample.name : 'blob')
    else form.append(name, String(sample))
  }
  return form
}

/** So many seconds of nothing: WAV, 16 kHz, 16 bits, one channel. */
export function silence(seconds: number): Buffer<ArrayBuffer> {
  const samples = Buffer.alloc(seconds * 32_000)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + samples.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(16_000, 24)
  head.writeUInt32LE(32_000, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(samples.length, 40)
  return Buffer.concat([head, samples])
}
