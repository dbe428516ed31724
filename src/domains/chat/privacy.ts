/** Whether an item of any kind is one that its owner has marked as theirs alone. */
export const isPrivate = (item: object): boolean =>
  Object.entries(item).some(([name, value]) => /^(?:is)?private$/i.test(name) && value === true)
