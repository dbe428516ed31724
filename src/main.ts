import './preload.ts'

// The import that waits, because what is imported above would be read before.
await import('./serve.ts')
