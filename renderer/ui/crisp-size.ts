interface Size {
  readonly width: number
  readonly height: number
}

/**
 * CSS size of a picture in a place: whole device pixels for each of the picture's, so that every pixel is the same size;
 * smaller only when it must be.
 */
export function crispSize(picture: Size, width: number, height: number, ratio: number): Size {
  const room = Math.min((width * ratio) / picture.width, (height * ratio) / picture.height)
  const zoom = room >= 1 ? Math.floor(room) : room
  return { width: (picture.width * zoom) / ratio, height: (picture.height * zoom) / ratio }
}
