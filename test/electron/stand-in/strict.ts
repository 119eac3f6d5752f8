/** What the stand-in does not have must fail loudly: a call that silently did nothing would prove nothing. */

// Asked of every object that is awaited, printed or compared.
const ASKED_OF_ALL = new Set(['then', 'toJSON', 'constructor', 'nodeType', 'asymmetricMatch'])

/** `known`, throwing at every other name. Assigning is allowed: a test may answer a dialog in its own way. */
export function strict<T extends object>(name: string, known: T): T {
  return new Proxy(known, {
    get(target, key) {
      if (typeof key === 'symbol' || key in target || ASKED_OF_ALL.has(key)) return Reflect.get(target, key)
      throw missing(`${name}.${key}`)
    },
  })
}

export function missing(what: string): Error {
  return new Error(`The stand-in of Electron has no ${what}: add it in test/electron/stand-in/`)
}

/** Throws at an option that would be ignored. */
export function checkKeys(what: string, given: object, known: readonly string[]): void {
  for (const key of Object.keys(given)) if (!known.includes(key)) throw missing(`${what}.${key}`)
}
