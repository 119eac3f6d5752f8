// Runs the built main process on the stand-in: `node launch.mjs STAND-IN APP [argument...]`, as `electron APP ...`.
import { register } from 'node:module'
import { pathToFileURL } from 'node:url'

const [, , standIn, appPath, ...rest] = process.argv
const electron = pathToFileURL(standIn).href
process.argv = [process.execPath, appPath, ...rest]

const hooks = `
export async function resolve(specifier, context, next) {
  return specifier === 'electron' ? { url: ${JSON.stringify(electron)}, shortCircuit: true } : next(specifier, context)
}`
register(`data:text/javascript,${encodeURIComponent(hooks)}`)

const { start, mainModule } = await import(electron)
await start(() => import(mainModule))
