/** What is wrong with a package, in words for whoever brought it. */
export class PackageProblem extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'PackageProblem'
  }
}

export const damaged = () =>
  new PackageProblem('This package is damaged. Export it from Anki again, and let the upload run to its end.')
