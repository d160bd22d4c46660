# SPDX-License-Identifier: Apache-2.0
# Prints the values that the tests beside this file hold as constants. Made with SciPy 1.10.1: python3 scipy_values.py
import numpy as np
import scipy.integrate
import scipy.stats as st

for t, df in [(2.0, 4.0), (-1.3, 9.0), (0.5, 1.0), (12.0, 14.0)]:
    print("t cdf", t, df, st.t.cdf(t, df))
for p, df in [(0.975, 4.0), (0.975, 14.0), (0.025, 29.0)]:
    print("t quantile", p, df, st.t.ppf(p, df))
print("two-sided p", 2 * st.t.sf(40.0, 9.0), 2 * st.t.sf(2.5, 14.0))
for p in (0.84, 0.95, 0.975):
    print("normal quantile", p, st.norm.ppf(p))

labels = np.array([1.2, 0.4, 3.1, 2.2, 2.2, 5.0, 0.0, 0.9])
means = np.array([1.0, 0.7, 2.6, 2.2, 2.9, 4.1, 0.3, 0.7])
sigmas = np.array([0.3, 0.25, 0.4, 0.5, 0.6, 0.5, 0.1, 0.3])
training = np.array([1.5, 1.5, 1.5, 1.5, 2.1, 2.1, 2.1, 2.1])
e = means - labels
z = e / sigmas
print("mae", np.mean(abs(e)), "rmse", np.sqrt(np.mean(e**2)), "bias", e.mean())
print("r2", 1 - np.sum(e**2) / np.sum((labels - labels.mean()) ** 2))
print("ndme", np.sqrt(np.sum(e**2) / np.sum((training - labels) ** 2)))
print("spearman", st.spearmanr(labels, means)[0])
print("nll", -st.norm.logpdf(labels, means, sigmas).mean())


def crps(y, m, s):
    """By its definition, the integral of the squared distance of the distribution function to the step at y."""
    below = scipy.integrate.quad(lambda x: st.norm.cdf(x, m, s) ** 2, m - 12 * s, y, epsabs=1e-12, limit=200)[0]
    above = scipy.integrate.quad(lambda x: st.norm.sf(x, m, s) ** 2, y, m + 12 * s, epsabs=1e-12, limit=200)[0]
    return below + above


print("crps", np.mean([crps(*row) for row in zip(labels, means, sigmas)]))
levels = 2 * st.norm.cdf(abs(z)) - 1
grid = np.linspace(0, 1, 200001)
print("miscalibration area", np.trapz([abs((levels <= p).mean() - p) for p in grid], grid))
print("confidence", np.mean(abs(e) < sigmas), "standard error", np.sqrt(np.mean(z**2)))
print("sharpness", np.sqrt(np.mean(sigmas**2)), "correlation", st.pearsonr(abs(e), sigmas)[0])
for level in (0.68, 0.90, 0.95):
    q = st.norm.ppf((1 + level) / 2)
    print("interval", level, np.mean(abs(e) <= q * sigmas), 2 * q * sigmas.mean())

a = np.array([0.41, 0.44, 0.39, 0.47, 0.40, 0.43, 0.45, 0.38, 0.42, 0.46])
b = np.array([0.46, 0.45, 0.44, 0.52, 0.41, 0.49, 0.47, 0.43, 0.44, 0.50])
d = np.log(a / b)
error = np.sqrt((1 / 10 + 1 / 4) * d.var(ddof=1))
reach = st.t.ppf(0.975, 9) * error
print("corrected resampled", *np.exp([d.mean(), d.mean() - reach, d.mean() + reach]))
print("p", 2 * st.t.sf(abs(d.mean() / error), 9), "uncorrected", st.ttest_1samp(d, 0).pvalue)

strategy = np.array([0.1, 0.5, 0.3, 0.9, 0.2, 0.4, 0.6, 0.35, 0.15, 0.8, 0.25, 0.55])
baseline = np.array([0.2, 0.6, 0.25, 1.1, 0.3, 0.4, 0.7, 0.5, 0.1, 1.0, 0.3, 0.6])
rows = np.array([1, 1, 2, 1, 3, 1, 1, 2, 1, 1, 1, 1.0])
drawn = np.random.default_rng(1).integers(0, 12, (1000000, 12))
differences = (rows * (strategy - baseline))[drawn].sum(1) / rows[drawn].sum(1)
print("bootstrap", (rows * (strategy - baseline)).sum() / rows.sum(), np.percentile(differences, [2.5, 97.5]))
