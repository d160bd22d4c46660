# SPDX-License-Identifier: Apache-2.0
"""A strategy for the kit: the target less what a model of its source says, as in docs/guide/python.md."""


class Difference:
    min_sources = max_sources = 1
    same_unit = numbers_only = True

    def fit(self, problem, host):
        source, target = problem.sources[0], problem.target
        self.out_of_bag = problem.source_rows == "read_out_of_bag"
        self.s = host.learner("source_learner").fit(source.x, source.y, source, out_of_bag=True)
        s = self.s.predict_out_of_bag(target.x, target.materials)
        self.d = host.learner().fit(target.x, target.y - s, target)

    def predict(self, candidates):
        mean, _, sigma_obs = self.d.predict_with_deviations(candidates.features)
        if self.out_of_bag:
            s = self.s.predict_out_of_bag(candidates.features, candidates.materials)
        else:
            s = self.s.predict(candidates.features)
        return s + mean, None, sigma_obs
