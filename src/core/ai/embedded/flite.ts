/** As much of WebAssembly as is used here: its types belong to those of browsers. */
interface WebAssemblyLike {
  compile(bytes: Uint8Array): Promise<Program>
  Instance: new (program: Program, imports: object) => { exports: { memory: { buffer: ArrayBuffer }; _start(): void } }
}
type Memory = { buffer: ArrayBuffer }
/** A compiled program that takes its arguments and writes its file through WASI. */
export type Program = object & { readonly isProgram?: true }
const wasm = (globalThis as unknown as { WebAssembly: WebAssemblyLike }).WebAssembly

export const compileProgram = (bytes: Uint8Array): Promise<Program> => wasm.compile(bytes)

/** What flite writes: mono, 16 bits a sample. */
export interface Samples {
  sampleRate: number
  samples: Int16Array
}

/** The voices that are compiled into it, all English. */
export const FLITE_VOICES = ['slt', 'rms', 'awb', 'kal16'] as const
export type FliteVoice = (typeof FLITE_VOICES)[number]

/**
 * Lets flite, compiled to WebAssembly, speak a text of a few dozen words; `speed` 2 is twice as fast. It computes until it is done, so
 * it belongs into a thread. The file that it believes to write is memory, so that nothing is written to any disk.
 */
export function speakWithFlite(program: Program, text: string, voice: FliteVoice, speed: number): Samples {
  const stretch = String(Math.round(1_000 / speed) / 1_000)
  const host = createHost(['flite', '-voice', voice, '--setf', `duration_stretch=${stretch}`, '-t', text, '-o', FILE])
  const { exports } = new wasm.Instance(program, { wasi_snapshot_preview1: host.imports })
  host.attach(exports.memory)
  try {
    exports._start()
  } catch (error) {
    if (!(error instanceof Exit)) throw error
    if (error.code !== 0) throw new Error(`flite ended with ${error.code}`)
  }
  return samplesOf(host.written())
}

const FILE = '/speech.wav'
const HEADER = 44

function samplesOf(wav: Uint8Array): Samples {
  if (wav.length < HEADER) throw new Error('flite wrote nothing')
  const sampleRate = new DataView(wav.buffer, wav.byteOffset).getUint32(24, true)
  const body = wav.slice(HEADER, wav.length - ((wav.length - HEADER) % 2))
  return { sampleRate, samples: new Int16Array(body.buffer) }
}

class Exit extends Error {
  readonly code: number
  constructor(code: number) {
    super('exit')
    this.code = code
  }
}

const FOLDER_FD = 3
const FILE_FD = 4
const BAD_FD = 8
const ALL_RIGHTS = 0xffff_ffff_ffff_ffffn

/** As much of WASI (snapshot preview 1) as a program needs that reads its arguments and writes one file. */
function createHost(args: string[]) {
  const memory = createView()
  const file = createFile()
  const imports = { ...argumentCalls(args, memory), ...folderCalls(memory), ...fileCalls(file, memory) }
  return { imports, written: file.bytes, attach: memory.attach }
}

type View = ReturnType<typeof createView>

/** The program's memory, which may move whenever it grows. */
function createView() {
  let memory: Memory | null = null
  const buffer = () => (memory as Memory).buffer // attached before the program starts
  return {
    attach: (attached: Memory) => {
      memory = attached
    },
    bytes: (at: number, length: number) => new Uint8Array(buffer(), at, length),
    get32: (at: number) => new DataView(buffer()).getUint32(at, true),
    put32: (at: number, value: number) => new DataView(buffer()).setUint32(at, value, true),
    put64: (at: number, value: bigint) => new DataView(buffer()).setBigUint64(at, value, true),
  }
}

function argumentCalls(args: string[], { bytes, put32, put64 }: View) {
  const encoded = args.map((arg) => new TextEncoder().encode(`${arg.replaceAll('\0', ' ')}\0`))
  return {
    args_sizes_get: (count: number, size: number) => {
      put32(count, encoded.length)
      put32(
        size,
        encoded.reduce((sum, arg) => sum + arg.length, 0),
      )
      return 0
    },
    args_get: (pointers: number, text: number) => {
      let at = text
      for (const [index, arg] of encoded.entries()) {
        put32(pointers + index * 4, at)
        bytes(at, arg.length).set(arg)
        at += arg.length
      }
      return 0
    },
    clock_time_get: (_id: number, _precision: bigint, at: number) => {
      put64(at, 0n)
      return 0
    },
    proc_exit: (code: number) => {
      throw new Exit(code)
    },
  }
}

/** One folder, `/`, in which there is whatever is asked for. */
function folderCalls({ bytes, put32 }: View) {
  return {
    fd_prestat_get: (fd: number, at: number) => {
      if (fd !== FOLDER_FD) return BAD_FD
      put32(at, 0)
      put32(at + 4, 1)
      return 0
    },
    fd_prestat_dir_name: (fd: number, at: number) => {
      if (fd !== FOLDER_FD) return BAD_FD
      bytes(at, 1)[0] = '/'.charCodeAt(0)
      return 0
    },
    path_open: (...given: (number | bigint)[]) => {
      put32(Number(given[8]), FILE_FD)
      return 0
    },
  }
}

function fileCalls(file: ReturnType<typeof createFile>, { bytes, get32, put32, put64 }: View) {
  return {
    fd_close: () => 0,
    fd_fdstat_set_flags: () => 0,
    fd_fdstat_get: (fd: number, at: number) => {
      put64(at, fd === FOLDER_FD ? 3n : fd === FILE_FD ? 4n : 2n)
      put64(at + 8, ALL_RIGHTS)
      put64(at + 16, ALL_RIGHTS)
      return 0
    },
    fd_read: (_fd: number, _parts: number, _count: number, read: number) => {
      put32(read, 0)
      return 0
    },
    fd_seek: (fd: number, offset: bigint, whence: number, at: number) => {
      if (fd !== FILE_FD) return BAD_FD
      put64(at, BigInt(file.seek(Number(offset), whence)))
      return 0
    },
    fd_write: (fd: number, parts: number, count: number, written: number) => {
      let total = 0
      for (let part = parts; part < parts + count * 8; part += 8) {
        const length = get32(part + 4)
        if (fd === FILE_FD) file.write(bytes(get32(part), length))
        total += length
      }
      put32(written, total)
      return 0
    },
  }
}

function createFile() {
  let bytes = new Uint8Array(1 << 18)
  let [length, position] = [0, 0]
  return {
    bytes: () => bytes.subarray(0, length),
    seek: (offset: number, whence: number): number => {
      position = offset + (whence === 0 ? 0 : whence === 1 ? position : length)
      return position
    },
    write: (part: Uint8Array) => {
      if (position + part.length > bytes.length) {
        const larger = new Uint8Array(Math.max(bytes.length * 2, position + part.length))
        larger.set(bytes)
        bytes = larger
      }
      bytes.set(part, position)
      position += part.length
      length = Math.max(length, position)
    },
  }
}
