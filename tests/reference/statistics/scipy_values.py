# SPDX-License-Identifier: Apache-2.0
# Prints the values that the tests beside this file hold as constants. Made with SciPy 1.10.1, NumPy 1.24.2 and
# scikit-learn 1.2.1: python3 scipy_values.py
import numpy as np
import scipy.integrate
import scipy.stats as st
import sklearn.calibration as sc
import sklearn.metrics as sm
from sklearn.cluster import KMeans
from sklearn.isotonic import IsotonicRegression
from sklearn.preprocessing import StandardScaler

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
print("bootstrap p", 2 * min((differences <= 0).mean(), (differences >= 0).mean()))

# Classes. The fourth occurs and is never predicted, the fifth is predicted and never occurs, the sixth neither.
true = np.array([0, 0, 0, 1, 1, 2, 2, 2, 3, 0, 1, 2])
shares = np.array([
    [0.70, 0.10, 0.10, 0.05, 0.03, 0.02],
    [0.40, 0.35, 0.10, 0.05, 0.05, 0.05],
    [0.20, 0.55, 0.10, 0.05, 0.05, 0.05],
    [0.10, 0.80, 0.04, 0.03, 0.02, 0.01],
    [0.30, 0.25, 0.20, 0.15, 0.05, 0.05],
    [0.05, 0.05, 0.75, 0.05, 0.05, 0.05],
    [0.15, 0.10, 0.60, 0.05, 0.05, 0.05],
    [0.10, 0.10, 0.20, 0.10, 0.45, 0.05],
    [0.10, 0.20, 0.35, 0.25, 0.05, 0.05],
    [0.85, 0.05, 0.04, 0.03, 0.02, 0.01],
    [0.05, 0.65, 0.10, 0.10, 0.05, 0.05],
    [0.25, 0.20, 0.30, 0.15, 0.05, 0.05],
])
guess = shares.argmax(axis=1)
print("accuracy", sm.accuracy_score(true, guess), "balanced", sm.balanced_accuracy_score(true, guess))
print("f1", sm.f1_score(true, guess, average="weighted"), "macro", sm.f1_score(true, guess, average="macro"))
print("log loss", sm.log_loss(true, shares, labels=range(6)), "brier", ((shares - np.eye(6)[true]) ** 2).sum(1).mean())
print("confusion", sm.confusion_matrix(true, guess, labels=range(6)).tolist())
print("reliability of class 0", *sc.calibration_curve(true == 0, shares[:, 0], n_bins=3))
print("reliability of the likeliest", *sc.calibration_curve(true == guess, shares.max(1), n_bins=6))

for level in (0.05, 0.5, 0.683, 0.95):
    q = st.norm.ppf((1 + level) / 2)
    print("calibration", level, np.mean(abs(e) <= q * sigmas), 2 * q * sigmas.mean())

# Differences of paired losses, by a formula that any language can repeat.
drift = np.array([np.sin(1 + 7 * i) + 0.3 for i in range(60)])
rounded = np.round(4 * drift) / 4
for name, d in [("12", drift[:12]), ("50", drift[:50])]:
    print("signed rank, exact", name, st.wilcoxon(d, mode="exact"))
for name, d in [("60", drift), ("with ties and zeros", rounded[:40])]:
    print("signed rank, normal", name, st.wilcoxon(d, zero_method="wilcox", correction=True, mode="approx"),
          "zeros", (d == 0).sum())
print("sum of positive ranks", st.rankdata(abs(drift[:12]))[drift[:12] > 0].sum())

values = np.array([5.0, 4.0, 4.5, 4.6, 3.0, 3.5, 1.0, 1.2, 1.1, 0.9])
weights = np.array([1.0, 2.0, 1.0, 3.0, 1.0, 1.0, 2.0, 5.0, 1.0, 1.0])
for w in (None, weights):
    print("isotonic", IsotonicRegression(increasing=False).fit(np.arange(10), values, w).predict(np.arange(10)).tolist())

sizes = np.array([20.0, 40.0, 80.0, 160.0, 320.0])
groups = np.arange(30)[:, None]
scale = 1 + 0.5 * np.sin(3.0 * groups)
base = scale * (sizes / 20) ** -0.35 * (1 + 0.2 * np.sin(5 * groups + 2 * np.arange(5)))
better = 0.75 * scale * (sizes / 20) ** -0.3 * (1 + 0.2 * np.sin(11 * groups + 3 * np.arange(5)))
rows = 1.0 + np.arange(30) % 3


def factors(base, better):
    """n'/n with the end of the data in place of what lies beyond it: np.interp stays at the ends."""
    curve = IsotonicRegression(increasing=False).fit_transform(np.arange(5), base)
    return np.exp(np.interp(-better, -curve, np.log(sizes))) / sizes


def curves(chosen):
    return [(rows[chosen, None] * x[chosen]).sum(0) / rows[chosen].sum() for x in (base, better)]


print("curves", *curves(np.arange(30)))
print("labels saved", factors(*curves(np.arange(30))))
generator = np.random.default_rng(1)
resampled = np.array([factors(*curves(generator.integers(0, 30, 30))) for _ in range(50000)])
print("percentiles", np.percentile(resampled, [2.5, 97.5], axis=0))
print("beyond", (resampled > 0.999999 * sizes[-1] / sizes).mean(0), "below", (resampled < 1.000001 * sizes[0] / sizes).mean(0))

# Three clouds that run into each other, and a column that doesn't vary.
points = np.array([[i % 3 + 1.4 * np.sin(3 * i), (i % 3) ** 2 + 2 * np.sin(5 * i + 1), 10 * np.sin(7 * i) + 4 * (i % 3),
                    3.0] for i in range(60)])
standardised = StandardScaler().fit_transform(points)
best = KMeans(3, n_init=500, random_state=1, algorithm="lloyd", tol=0).fit(standardised)
print("inertia", best.inertia_, "sizes", sorted(np.bincount(best.labels_)))
print("clusters", "".join(map(str, best.labels_)))
print("nearest", best.predict(StandardScaler().fit(points).transform([[0, 0, 0, 3], [2, 4, 8, 3], [1, 0, 9, 7]])))
