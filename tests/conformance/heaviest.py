# SPDX-License-Identifier: Apache-2.0
"""A featurizer for the kit: the largest atomic number, the number of elements, and an input where there is one."""


class Heaviest:
    features = [("heaviest element", ""), ("elements", ""), ("input", "eV")]

    def featurize(self, materials, out):
        numbers = materials.inputs.get("kit_number")
        for i in range(len(materials)):
            own = materials.atomic_numbers[materials.offsets[i] : materials.offsets[i + 1]]
            if len(own) == 0:
                materials.error(i, "it has no composition")
                continue
            out[i, 0] = own.max()
            out[i, 1] = len(own)
            if numbers is None:
                materials.note(i, "it has no input")
            else:
                out[i, 2] = numbers[i]
