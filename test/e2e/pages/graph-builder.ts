/** What building a graph takes, said without saying how: a mouse and a keyboard each do it in their own way. */
export interface GraphBuilder {
  describe(name: string, description: string): Promise<void>
  addFirst(query: string): Promise<void>
  /** Adds what a search for `query` finds first, fed by the output of a node, or, before an input, feeding it. */
  addAfter(output: Port, query: string): Promise<void>
  addBefore(input: Port, query: string): Promise<void>
  connect(output: Port, input: Port): Promise<void>
  /** A choice is set by its words. */
  set(node: string, param: string, value: number | string | boolean): Promise<void>
  layOut(): Promise<void>
  /** Saves as readable text and returns it. */
  save(name: string): Promise<string>
}

/** Node and port. */
export type Port = readonly [node: string, port: string]
