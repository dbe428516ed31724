/** What is used of it; the package brings no types. */
declare module 'jstat' {
  interface Studentt {
    /** The probability that Student's t with `df` degrees of freedom is at most `x`. */
    cdf(x: number, df: number): number
    /** The `p`-quantile. */
    inv(p: number, df: number): number
  }
  interface Beta {
    cdf(x: number, alpha: number, beta: number): number
  }
  interface ChiSquare {
    cdf(x: number, df: number): number
  }
  const jStat: { studentt: Studentt; beta: Beta; chisquare: ChiSquare }
  export default jStat
}
