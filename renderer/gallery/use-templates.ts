import { useEffect, useState } from 'preact/hooks'
import { listTemplates, type Template } from '../files/examples'
import type { Host } from '../host/host'

/** The templates, the sentence that says why there are none, or null while they are looked up. */
export function useTemplates(host: Host): readonly Template[] | string | null {
  const [templates, setTemplates] = useState<readonly Template[] | string | null>(null)
  useEffect(() => {
    void listTemplates(host, document.baseURI).then(setTemplates).catch(reportError)
  }, [host])
  return templates
}
