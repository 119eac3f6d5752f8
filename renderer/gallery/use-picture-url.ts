import { useEffect, useState } from 'preact/hooks'

/** An address under which the page shows a PNG, for as long as the component is there. */
export function usePictureUrl(png: Uint8Array | null): string | null {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    if (!png) {
      setUrl(null)
      return
    }
    const made = URL.createObjectURL(new Blob([new Uint8Array(png)], { type: 'image/png' }))
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [png])
  return url
}
