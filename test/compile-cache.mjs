// Loaded before every test file: as for the server, what Node has made of our files is kept beside the packages.
import { enableCompileCache } from 'node:module'
import path from 'node:path'

enableCompileCache(path.join(import.meta.dirname, '../node_modules/.cache/almanac/compiled'))
