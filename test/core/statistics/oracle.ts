/**
 * What scipy 1.17.1 and statsmodels 0.15.0 find, printed by
 *
 *     import json
 *     import numpy as np, scipy, statsmodels
 *     from scipy.stats import beta, permutation_test
 *     from statsmodels.stats.contingency_tables import mcnemar
 *     from statsmodels.stats.multitest import multipletests
 *     from statsmodels.stats.proportion import proportion_confint
 *
 *     betas = [(x, a, b, beta.cdf(x, a, b)) for x, a, b in [
 *         (.3, .5, .5), (.62, 3, 1), (.05, 2.7, 31.4), (.97, 58.2, 1.9), (.5, 480, 481), (.871, 437, 64), (1e-4, .2, 7),
 *         (.503, 40000, 39600)]]
 *     binomial = [(c, n, *proportion_confint(c, n, method='beta')) for c, n in [
 *         (0, 1), (1, 1), (3, 3), (4, 5), (8, 8), (5, 8), (27, 30), (30, 30), (437, 500), (9000, 10000)]]
 *
 *     def effective(shares, attempts):
 *         shares = np.array(shares); added = np.append(shares, [0, 1])
 *         n = min(attempts, len(shares) * added.mean() * (1 - added.mean()) / added.var())
 *         x = n * shares.mean()
 *         low = 0. if x == 0 else beta.ppf(.025, x, n - x + 1)
 *         high = 1. if shares.mean() == 1 else beta.ppf(.975, x + 1, n - x)
 *         return low, high
 *     clusters = [(t, k, *effective(np.array(t) / k, k * len(t))) for t, k in [
 *         ([3] * 8, 3), ([3, 3, 2], 3), ([8, 7, 8, 6, 8], 8), ([0, 1, 0, 2, 0, 0, 0, 0], 3), ([2, 1, 2, 1, 3, 0, 1, 2], 4)]]
 *
 *     def flips(d):
 *         return permutation_test((d,), lambda x, axis: x.sum(axis=axis), permutation_type='samples', vectorized=True,
 *                                 n_resamples=np.inf).pvalue
 *     sign_flips = [(d, flips(np.array(d))) for d in [
 *         [3, 3, 3], [1, 1, 1, 1, 1], [3, 2, 1, 3, 2, 1], [2, -1, 0, 3, 1, 0, 2, -1], [1, 1, 1, -1, 2, 2, 1, 1, 3, 1, 1],
 *         [5, -3, 2, 2, 7, 1, -1, 4, 3, 0, 2, 6]]]
 *     discordant = [(b, c, float(mcnemar([[0, b], [c, 0]], exact=True).pvalue)) for b, c in [(5, 0), (6, 0), (9, 2), (31, 18)]]
 *     ps = [.012, .04, .011, .3, .049]
 *     holm = [ps, multipletests(ps, method='holm')[1].tolist()]
 *     print(scipy.__version__, statsmodels.__version__, np.__version__)
 *     print(json.dumps(dict(betas=betas, binomial=binomial, clusters=clusters, signFlips=sign_flips, discordant=discordant, holm=holm), default=float))
 */

/** [x, a, b, I_x(a, b)] */
export const BETAS: readonly (readonly [number, number, number, number])[] = [
  [0.3, 0.5, 0.5, 0.36901011956554536],
  [0.62, 3, 1, 0.23832799999999998],
  [0.05, 2.7, 31.4, 0.2968692478881017],
  [0.97, 58.2, 1.9, 0.43602122385420394],
  [0.5, 480, 481, 0.5128724540966016],
  [0.871, 437, 64, 0.45338252890640585],
  [0.0001, 0.2, 7, 0.2517806246081606],
  [0.503, 40000, 39600, 0.608356326662082]
]

/** [right, problems, low, high], 95 % */
export const BINOMIAL: readonly (readonly [number, number, number, number])[] = [
  [0, 1, 0.0, 0.975],
  [1, 1, 0.025, 1.0],
  [3, 3, 0.2924017738212866, 1.0],
  [4, 5, 0.2835820638819105, 0.9949492366205319],
  [8, 8, 0.6305833524471807, 1.0],
  [5, 8, 0.2448632163665516, 0.9147665858627465],
  [27, 30, 0.7347115495257919, 0.9788828629702774],
  [30, 30, 0.8842966917779722, 1.0],
  [437, 500, 0.8416860057009945, 0.9018038822152771],
  [9000, 10000, 0.8939531000964005, 0.9058127882662164]
]

/** [right attempts of each problem, attempts at each, low, high], 95 % on the effective number */
export const CLUSTERS: readonly (readonly [readonly number[], number, number, number])[] = [
  [[3, 3, 3, 3, 3, 3, 3, 3], 3, 0.6305833524471807, 1.0],
  [[3, 3, 2], 3, 0.28618046020700905, 0.9999650311123003],
  [[8, 7, 8, 6, 8], 8, 0.4884820061896689, 0.9999161135888527],
  [[0, 1, 0, 2, 0, 0, 0, 0], 3, 0.007667979678165003, 0.45258169083923927],
  [[2, 1, 2, 1, 3, 0, 1, 2], 4, 0.1779349323037125, 0.6080684180694601]
]

/** [differences, p] of the exact sign-flip test */
export const SIGN_FLIPS: readonly (readonly [readonly number[], number])[] = [
  [[3, 3, 3], 0.25],
  [[1, 1, 1, 1, 1], 0.0625],
  [[3, 2, 1, 3, 2, 1], 0.03125],
  [[2, -1, 0, 3, 1, 0, 2, -1], 0.28125],
  [[1, 1, 1, -1, 2, 2, 1, 1, 3, 1, 1], 0.0087890625],
  [[5, -3, 2, 2, 7, 1, -1, 4, 3, 0, 2, 6], 0.025390625]
]

/** [only the first right, only the second, p] of the exact McNemar test */
export const DISCORDANT: readonly (readonly [number, number, number])[] = [
  [5, 0, 0.0625],
  [6, 0, 0.03125],
  [9, 2, 0.0654296875],
  [31, 18, 0.08543313315739454]
]

/** p values and what Holm makes of them */
export const HOLM: readonly [readonly number[], readonly number[]] = [
  [0.012, 0.04, 0.011, 0.3, 0.049],
  [0.05499999999999999, 0.12, 0.05499999999999999, 0.3, 0.12]
]
